import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase, startEmbeddedPostgres, type Database } from '@mesh/database';
import type { EventLog } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import { freePorts, MeshProcess } from '@mesh/test-journeys';
import { Seeded } from './catalog/seeded.js';
import { addJudgedCases, insertBare, watchModel } from './evaluation/ground.js';
import { observedEvent, OBSERVED, SCORED, scoredEvent, type Score } from './evaluation/traffic.js';
import { proportionalMemoryMiB } from './machine/memory.js';

const SCORES = 60_000;
const OUTCOMES = 20_000;
const AN_APPEND = 2_000;
const WINDOW = 1_000_000;
const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 600_000;

/** Scores and outcomes a second through the evaluation, beside a bare insert of the same rows; what a full window costs. */
export interface EvaluationBench {
  readonly figures: Readonly<Record<string, number>>;
  readonly baseline: Readonly<Record<string, number>>;
}

/**
 * Measures the evaluation of a real control plane: scores of 13 inputs, appended to the log before, are kept, counted and wait
 * for the truth, exactly once; then their outcomes are joined. Beside it the same rows are inserted in batches into a table
 * with a key and nothing else. At last the window is filled to a million judged cases, and the process weighed.
 */
export async function run(): Promise<EvaluationBench> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(folder, 0o711);
  const place = { home: join(folder, 'home'), port: await freePorts() };
  const server = await startEmbeddedPostgres({ home: place.home });
  const database = openDatabase(server.url, { maxConnections: 12, statementTimeoutMs: 600_000 });
  const mesh = MeshProcess.serving('control-plane', place, { DATABASE_URL: server.url });
  try {
    await mesh.start();
    const log = await PostgresEventLog.open(database);
    for (const name of [SCORED, OBSERVED]) await log.declareTopic({ name });
    const figures = await measure({ database, log, mesh, home: place.home });
    await log.close();
    return figures;
  } finally {
    await mesh.dispose();
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Ground {
  readonly database: Database;
  readonly log: EventLog;
  readonly mesh: MeshProcess;
  readonly home: string;
}

async function measure({ database, log, mesh, home }: Ground): Promise<EvaluationBench> {
  const random = new Seeded(1);
  const scores = Array.from({ length: SCORES }, () => scoredEvent(random));
  const bareInsertsPerSecond = await insertBare(database, scores);
  await append(log, SCORED, scores.slice(0, AN_APPEND));
  const beforeMiB = proportionalMemoryMiB([mesh.pid]);
  await watchModel({ database, log, home }, WINDOW);
  await caughtUp(log, SCORED);
  const scoresPerSecond = await rateOf(log, SCORED, scores.slice(AN_APPEND));
  const outcomes = scores.slice(0, OUTCOMES).map((score) => observedEvent(score, random));
  const outcomesPerSecond = await rateOf(log, OBSERVED, outcomes);
  await addJudgedCases(database, WINDOW - OUTCOMES, random);
  await until(() => hasMeasured(database, WINDOW));
  return {
    figures: {
      scoresPerSecond,
      scoresRatio: Math.round((scoresPerSecond / bareInsertsPerSecond) * 1_000) / 1_000,
      outcomesPerSecond,
      processBeforeMiB: beforeMiB,
      processWithFullWindowMiB: proportionalMemoryMiB([mesh.pid]),
    },
    baseline: { bareInsertsPerSecond },
  };
}

/** Events a second from the first append to the moment when the last has had its effect. */
async function rateOf(log: EventLog, topic: string, documents: readonly Score[]): Promise<number> {
  const from = performance.now();
  await append(log, topic, documents);
  await caughtUp(log, topic);
  return Math.round(documents.length / ((performance.now() - from) / 1_000));
}

async function append(log: EventLog, topic: string, documents: readonly Score[]): Promise<void> {
  for (let at = 0; at < documents.length; at += AN_APPEND)
    await log.append(
      topic,
      documents.slice(at, at + AN_APPEND).map((data) => ({
        ...{ id: data.id, source: 'urn:bench', type: topic, key: data.key, data: data.fields },
        time: new Date().toISOString(),
      })),
    );
}

const caughtUp = (log: EventLog, topic: string): Promise<void> =>
  until(async () => (await log.lag(topic, 'evaluation')) === 0);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; !(await isSo()); await wait(LOOK_EVERY_MS))
    if (performance.now() > deadline) throw new Error('the evaluation did not keep up');
}

async function hasMeasured(database: Database, cases: number): Promise<boolean> {
  const rows = await database.query(
    `SELECT 1 FROM evaluation.model WHERE (latest -> 'performance' ->> 'n')::int >= $1`,
    [cases],
  );
  return rows.length > 0;
}
