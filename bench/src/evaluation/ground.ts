import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '@mesh/database';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement, type DescribedWatch, type EventLog } from '@mesh/events';
import { snapshotFromRows } from '@mesh/training';
import { Seeded } from '../catalog/seeded.js';
import { SyntheticProducts } from '../catalog/synthetic-products.js';
import { FEATURES, inputs, MODEL, OBSERVED, SCORED, type Score } from './traffic.js';

const CASES_A_BLOCK = 2_000;
const BYTES_A_CASE = 13;
const ROWS_AN_INSERT = 500;

const watch = (judged: number): DescribedWatch => ({
  scored: {
    topic: SCORED,
    ...{ score: 'scoreId', person: 'patientId', at: 'scoredAt', probability: 'probability', version: 'modelVersion' },
  },
  observed: { topic: OBSERVED, outcome: 'outcome', at: 'observedAt', score: 'scoreId' },
  withinMs: 90 * 86_400_000,
  threshold: 0.5,
  window: { judged, least: 100 },
  drift: { scores: 5_000, least: 200 },
  subgroups: [{ attribute: 'sex', field: 'feature1', names: { 0: 'female', 1: 'male' } }],
  rules: [{ name: 'accuracy', measure: 'rocAuc', triggers: 0.5, clears: 0.6, lastingMs: 0, action: 'alert' }],
});

interface Place {
  readonly database: Database;
  readonly log: EventLog;
  readonly home: string;
}

/** Gives the registry a champion with its snapshot, written where it keeps them, and announces a product that watches it. */
export async function watchModel({ database, log, home }: Place, judged: number): Promise<void> {
  const random = new Seeded(2);
  const rows = Array.from({ length: 303 }, () => ({ ...inputs(random), label: Math.round(random.next()) }));
  const { bytes, snapshot } = snapshotFromRows(rows, { columns: FEATURES, label: 'label' });
  const folder = join(home, 'artifacts', 'sha256', snapshot.sha256.slice(0, 2));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, snapshot.sha256), bytes, { mode: 0o600 });
  const document = { model: MODEL, onnxSha256: 'none', snapshot: { sha256: snapshot.sha256 } };
  await database.query(
    `INSERT INTO models.version (model, number, run_id, document, created_at) VALUES ($1, 1, 'bench', $2, now())`,
    [MODEL, JSON.stringify(document)],
  );
  await database.query(`INSERT INTO models.alias (model, alias, number) VALUES ($1, 'champion', 1)`, [MODEL]);
  const product = {
    ...new SyntheticProducts(1).next(0),
    models: [{ name: MODEL, features: FEATURES, watch: watch(judged) }],
  };
  const at = new Date().toISOString();
  const data: Announcement = { state: 'started', instance: 'bench', at, address: 'http://127.0.0.1:9', product };
  await log.append(CATALOG_ANNOUNCED_TOPIC, [
    { id: randomUUID(), source: 'urn:bench', type: CATALOG_ANNOUNCED_TOPIC, time: at, key: product.id, data },
  ]);
}

/** Judged cases as the joins leave them: blocks of probabilities, versions, groups and outcomes, column by column. */
export async function addJudgedCases(database: Database, cases: number, random: Seeded): Promise<void> {
  for (let left = cases; left > 0; left -= CASES_A_BLOCK) {
    const n = Math.min(left, CASES_A_BLOCK);
    const block = Buffer.alloc(n * BYTES_A_CASE);
    for (let i = 0; i < n; i++) {
      const probability = random.next();
      block.writeFloatLE(probability, i * 4);
      block.writeUInt32LE(1, (n + i) * 4);
      block.writeUInt32LE(random.between(1, 2), (2 * n + i) * 4);
      block.writeUInt8(random.next() < probability ? 1 : 0, 12 * n + i);
    }
    await database.query(
      'INSERT INTO evaluation.judged (model, cases, block) SELECT id, $2, $3 FROM evaluation.model WHERE model = $1',
      [MODEL, n, block],
    );
  }
}

/** Rows a second of a bare insert of the same scores. */
export async function insertBare(database: Database, scores: readonly Score[]): Promise<number> {
  await database.query(
    'CREATE TABLE bare (score uuid PRIMARY KEY, person text, at timestamptz, probability real, version int)',
  );
  const from = performance.now();
  for (let at = 0; at < scores.length; at += ROWS_AN_INSERT) {
    const rows = scores.slice(at, at + ROWS_AN_INSERT);
    const column = (name: string) => rows.map(({ fields }) => fields[name]);
    await database.query(
      'INSERT INTO bare SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::real[], $5::int[])',
      ['scoreId', 'patientId', 'scoredAt', 'probability', 'modelVersion'].map(column),
    );
  }
  return Math.round(scores.length / ((performance.now() - from) / 1_000));
}
