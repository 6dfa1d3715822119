import { Module, type DynamicModule, type Provider } from '@nestjs/common';

import { ColumnLineageReader } from './column-lineage-reader.js';
import { EventIntake } from './event-intake.js';
import { EventReader } from './event-reader.js';
import { GraphReader } from './graph-reader.js';
import { lineageFollower } from './lineage-follower.js';
import { LineageSettings, lineageSettings, type LineageOptions } from './lineage-options.js';
import { LineageQueries } from './lineage-queries.js';
import { LineageStore } from './lineage-store.js';
import { LineageController } from './lineage.controller.js';
import { NodeSearch } from './node-search.js';
import { RunReader } from './run-reader.js';
import { ScoreTraceController } from './score-trace.controller.js';
import { ScoreTracer } from './score-tracer.js';
import { TrainingOrigins } from './training-origin.js';

/** Lineage stored and queried, and the trace of a score. */
@Module({})
export class LineageModule {
  /** Needs `Database`, `EventLog`, `ModelRegistry` globally; `scoreFinder` provides the token `ScoreFinder`. */
  static forRoot(scoreFinder: Provider, options: LineageOptions = {}): DynamicModule {
    return {
      module: LineageModule,
      controllers: [LineageController, ScoreTraceController],
      providers: [
        { provide: LineageSettings, useValue: lineageSettings(options) },
        scoreFinder,
        LineageStore,
        EventIntake,
        EventReader,
        RunReader,
        GraphReader,
        ColumnLineageReader,
        NodeSearch,
        LineageQueries,
        TrainingOrigins,
        ScoreTracer,
        lineageFollower,
      ],
    };
  }
}
