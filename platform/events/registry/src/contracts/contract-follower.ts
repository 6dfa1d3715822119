import type { Provider } from '@nestjs/common';
import { CATALOG_ANNOUNCED_TOPIC, EventLog, type Announcement } from '@mesh/events';
import { TopicFollower } from '@mesh/runtime';
import { RegistrySchema } from '../store/registry-schema.js';
import { SubjectStore } from '../store/subject-store.js';
import { announcedSubjects } from './announced-subjects.js';

/** The group in which the registry hears announcements. */
export const REGISTRY_GROUP = 'schema-registry';

/** Follows the contracts that products announce into the registry. */
export const contractFollower: Provider = {
  provide: Symbol('ContractFollower'),
  inject: [EventLog, SubjectStore, RegistrySchema],
  useFactory: (log: EventLog, subjects: SubjectStore) =>
    new TopicFollower(log, { topic: CATALOG_ANNOUNCED_TOPIC, group: REGISTRY_GROUP }, async (events, signal) => {
      for (const { data } of events) {
        signal.throwIfAborted();
        await subjects.keep(announcedSubjects(data as Announcement));
      }
    }),
};
