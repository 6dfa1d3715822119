import { onKafka } from './kafka-under-test.js';
import type { LogKind } from './log-under-test.js';
import { onPostgres } from './postgres-under-test.js';

/** Both logs: each fault happens to each of them. */
export const LOGS: readonly LogKind[] = [onPostgres, onKafka];
