import type { Provider, Type } from '@nestjs/common';

import { ChangeReader } from './changes/change-reader.js';
import { ChangeStore } from './changes/change-store.js';
import { ChangesController } from './changes/changes.controller.js';
import { DescriptionRecorder } from './changes/description-recorder.js';
import { StandingStore } from './changes/standing-store.js';
import { ConsumerReader } from './consumers/consumer-reader.js';
import { ConsumersController } from './consumers/consumers.controller.js';
import { InputStore } from './consumers/input-store.js';
import { DocumentReader } from './documents/document-reader.js';
import { DocumentStore } from './documents/document-store.js';
import { DocumentsController } from './documents/documents.controller.js';
import { GlossaryReader } from './glossary/glossary-reader.js';
import { GlossaryController } from './glossary/glossary.controller.js';
import { TermStore } from './glossary/term-store.js';
import { MeasureStore } from './measured/measure-store.js';
import { measurementFollower } from './measured/measurement-follower.js';
import { MeasuresController } from './measured/measures.controller.js';
import { MeasuresReader } from './measured/measures-reader.js';
import { PortWindows } from './measured/port-windows.js';
import { RuleStore } from './measured/rule-store.js';
import { ProductPage } from './product-page.js';
import { Upkeep } from './upkeep.js';
import { VersionComparer } from './versions/version-comparer.js';
import { VersionReader } from './versions/version-reader.js';
import { VersionStore } from './versions/version-store.js';
import { VersionsController } from './versions/versions.controller.js';

/** What remembers products beyond their present description. */
export const RECORD_PROVIDERS: readonly Provider[] = [
  ChangeStore,
  VersionStore,
  InputStore,
  TermStore,
  DocumentStore,
  StandingStore,
  DescriptionRecorder,
  RuleStore,
  MeasureStore,
  measurementFollower,
  Upkeep,
];

/** What reads it back; other modules may use it as well. */
export const RECORD_READERS: readonly Type[] = [
  ProductPage,
  ChangeReader,
  DocumentReader,
  VersionReader,
  PortWindows,
  MeasuresReader,
  ConsumerReader,
  GlossaryReader,
  VersionComparer,
];

/** Its routes. */
export const RECORD_CONTROLLERS: readonly Type[] = [
  ChangesController,
  DocumentsController,
  VersionsController,
  MeasuresController,
  ConsumersController,
  GlossaryController,
];
