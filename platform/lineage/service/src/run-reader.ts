import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import type { LineageEvent } from './event-check.js';
import { facetsAsOf, type Facets } from './facet-reader.js';

/** A run in Marquez's terms. */
export interface Run {
  readonly id: string;
  readonly state: 'NEW' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'ABORTED';
  readonly job: { readonly namespace: string; readonly name: string };
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly durationMs?: number;
  readonly facets: Facets;
}

interface Transition {
  readonly run_id: string;
  readonly event_time: Date | string;
  readonly event_type: string;
  readonly job_namespace: string;
  readonly job_name: string;
}

const ENDS: Readonly<Record<string, Run['state']>> = { COMPLETE: 'COMPLETED', FAIL: 'FAILED', ABORT: 'ABORTED' };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_EVENTS_OF_A_RUN = 1_000;
/** After every event that could have been stored. */
const END_OF_TIME = new Date('9999-12-31T00:00:00Z');

/** Reads runs from their events. */
@Injectable()
export class RunReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  async run(id: string): Promise<Run | undefined> {
    if (!UUID.test(id)) return undefined;
    const transitions = await this.database.query<Transition>(
      `SELECT * FROM lineage.transition WHERE run_id = $1 ORDER BY event_time LIMIT ${MAX_EVENTS_OF_A_RUN}`,
      [id],
    );
    if (transitions.length === 0) return undefined;
    const owner = `run:${id.toLowerCase()}`;
    const facets = (await facetsAsOf(this.database, [owner], END_OF_TIME)).get(owner) ?? {};
    return runOf(transitions, facets);
  }

  /** The events of a run as they were received, in the order of its life. */
  async events(id: string): Promise<readonly LineageEvent[]> {
    if (!UUID.test(id)) return [];
    const rows = await this.database.query<{ body: LineageEvent }>(
      `SELECT body FROM lineage.event WHERE run_id = $1 ORDER BY event_time, received_at LIMIT ${MAX_EVENTS_OF_A_RUN}`,
      [id],
    );
    return rows.map(({ body }) => body);
  }

  /** The latest run of each job that had begun at a time, by `<namespace>:<name>`. */
  async latest(
    jobs: readonly { readonly namespace: string; readonly name: string }[],
    asOf: Date,
  ): Promise<ReadonlyMap<string, Run>> {
    const rows = await this.database.query<Transition>(
      `SELECT transition.* FROM unnest($1::text[], $2::text[]) AS job (namespace, name)
       CROSS JOIN LATERAL (SELECT run_id FROM lineage.transition WHERE job_namespace = job.namespace AND job_name = job.name
         AND event_time <= $3 ORDER BY event_time DESC, run_id LIMIT 1) AS latest
       CROSS JOIN LATERAL (SELECT * FROM lineage.transition WHERE run_id = latest.run_id AND event_time <= $3
         ORDER BY event_time LIMIT ${MAX_EVENTS_OF_A_RUN}) AS transition`,
      [jobs.map(({ namespace }) => namespace), jobs.map(({ name }) => name), asOf.toISOString()],
    );
    const byJob = new Map<string, Transition[]>();
    for (const row of rows) {
      const job = `${row.job_namespace}:${row.job_name}`;
      byJob.set(job, [...(byJob.get(job) ?? []), row]);
    }
    return new Map([...byJob].map(([job, transitions]) => [job, runOf(transitions, {})]));
  }
}

function runOf(transitions: readonly Transition[], facets: Facets): Run {
  const instants = transitions.map(({ event_time }) => new Date(event_time).getTime());
  const instant = (ms: number) => new Date(ms).toISOString();
  const started = transitions.findIndex(({ event_type }) => event_type === 'START');
  const ended = transitions.findLastIndex(({ event_type }) => ENDS[event_type] !== undefined);
  const { run_id, job_namespace, job_name } = transitions.at(-1)!;
  const end = transitions[ended];
  return {
    id: run_id,
    // A run that has ended stays ended, whatever arrives later.
    state:
      end === undefined
        ? transitions.every(({ event_type }) => event_type === 'OTHER')
          ? 'NEW'
          : 'RUNNING'
        : ENDS[end.event_type]!,
    job: { namespace: job_namespace, name: job_name },
    createdAt: instant(Math.min(...instants)),
    updatedAt: instant(Math.max(...instants)),
    ...(started < 0 ? {} : { startedAt: instant(instants[started]!) }),
    ...(ended < 0 ? {} : { endedAt: instant(instants[ended]!) }),
    ...(started < 0 || ended < 0 ? {} : { durationMs: instants[ended]! - instants[started]! }),
    facets,
  };
}
