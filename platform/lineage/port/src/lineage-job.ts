import { errorMessageFacet, LINEAGE_PRODUCER } from './facets.js';
import type { Facet, LineageDataset, RunEvent } from './lineage.js';

/** What a run has to tell at one moment of its life. */
export interface RunReport {
  /** UUID. */
  readonly runId: string;
  /** RFC 3339. */
  readonly at: string;
  readonly inputs?: readonly LineageDataset[];
  readonly outputs?: readonly LineageDataset[];
  readonly facets?: Readonly<Record<string, Facet>>;
}

/** A job that makes the events of its runs. */
export interface LineageJob {
  readonly namespace: string;
  readonly name: string;
  event(eventType: RunEvent['eventType'], report: RunReport): RunEvent;
  start(report: RunReport): RunEvent;
  complete(report: RunReport): RunEvent;
  /** `message` is an error's code and title, never data. */
  fail(report: RunReport & { readonly message: string }): RunEvent;
}

const SCHEMA_URL = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent';

/** A job by its OpenLineage name, with the facets that each of its events carries. */
export function lineageJob(namespace: string, name: string, jobFacets?: Readonly<Record<string, Facet>>): LineageJob {
  const job = { namespace, name, ...(jobFacets === undefined ? {} : { facets: jobFacets }) };
  const event = (eventType: RunEvent['eventType'], { runId, at, inputs, outputs, facets }: RunReport): RunEvent => ({
    eventType,
    eventTime: at,
    producer: LINEAGE_PRODUCER,
    schemaURL: SCHEMA_URL,
    run: { runId, ...(facets === undefined ? {} : { facets }) },
    job,
    ...(inputs === undefined ? {} : { inputs }),
    ...(outputs === undefined ? {} : { outputs }),
  });
  return {
    namespace,
    name,
    event,
    start: (report) => event('START', report),
    complete: (report) => event('COMPLETE', report),
    fail: ({ message, ...report }) =>
      event('FAIL', { ...report, facets: { ...report.facets, errorMessage: errorMessageFacet(message) } }),
  };
}
