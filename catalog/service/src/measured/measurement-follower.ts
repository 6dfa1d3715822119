import type { Provider } from '@nestjs/common';

import { CATALOG_MEASURED_TOPIC, EventLog } from '@mesh/events';
import { TopicFollower } from '@mesh/runtime';

import { CatalogSchema } from '../catalog-schema.js';
import { MeasureStore } from './measure-store.js';

/** Follows what services measure of their ports into sums. */
export const measurementFollower: Provider = {
  provide: Symbol('MeasurementFollower'),
  inject: [EventLog, MeasureStore, CatalogSchema],
  useFactory: (log: EventLog, measures: MeasureStore) =>
    new TopicFollower(log, { topic: CATALOG_MEASURED_TOPIC, group: 'catalog-measures' }, async (events, signal) => {
      signal.throwIfAborted();
      await measures.add(events);
    }),
};
