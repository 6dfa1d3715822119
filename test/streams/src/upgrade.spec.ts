import { migrate } from '@mesh/database';
import { STREAMS_MIGRATIONS } from '@mesh/streams';
import { eventually } from '@mesh/testing';
import { Stage } from './support/stage.js';
import { ward, type Beat, type Finding, type Judged } from './support/ward-product.js';

const GROUP = 'test.ward.truth.v1';
const TAKEN = '2026-03-01T08:00:00Z';
const AT = Date.parse(TAKEN);
const BEFORE = STREAMS_MIGRATIONS.filter(({ name }) => name < '004');

const beat = (beatId: string, person: string): Beat => ({ beatId, person, ward: 'w-1', pulse: 60, takenAt: TAKEN });
const finding = (findingId: string, beatId: string): Finding => ({
  ...{ findingId, beatId, sick: 1, foundAt: '2026-03-01T09:00:00Z' },
});

/** The shape under which the join is kept, as it is on a database of today. */
async function shapeOfTruth(): Promise<string> {
  const today = await Stage.set(ward);
  try {
    await today.start('truth');
    const [kept] = await today.db.database.query<{ shape: string }>('SELECT shape FROM streams.processings');
    return (kept as { shape: string }).shape;
  } finally {
    await today.close();
  }
}

describe('given a join whose state was kept by the key, in a task for each partition', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.set(ward, undefined, 3, BEFORE);
    await stage.db.database.query('INSERT INTO streams.processings (group_name, shape) VALUES ($1, $2)', [
      ...[GROUP, await shapeOfTruth()],
    ]);
  });
  afterEach(() => stage.close());

  it('goes on with all who waited, and joins nobody twice', async () => {
    const { database } = stage.db;
    await stage.tell('beat', [beat('b-1', 'p-1'), beat('b-2', 'p-2')]);
    for (const partition of [0, 1, 2]) {
      await database.query(
        `INSERT INTO streams.tasks AS t (group_name, partition, watermark, inputs, ticked_at, results)
         VALUES ($1, $2, $3, '{}', 0, 2) ON CONFLICT (group_name, partition) DO UPDATE SET watermark = $3, results = 2`,
        [GROUP, partition, AT + partition],
      );
      await database.query(`INSERT INTO streams.inbox_places (group_name, topic, partition) VALUES ($1, $2, $3)`, [
        ...[GROUP, `${GROUP}.repartition`, partition],
      ]);
    }
    // The second beat was carried and waits; the first one was not yet.
    for (const [partition, key] of [
      [1, 'beatId=b-2'],
      [2, 'person=p-2'],
    ]) {
      await database.query(
        `INSERT INTO streams.waiting (group_name, partition, side, key, at, source, id, data, matched)
         VALUES ($1, $2, 'left', $3, $4, '/test/beat', 'b-2', $5, false)`,
        [GROUP, partition, key, AT, JSON.stringify({ beatId: 'b-2', person: 'p-2', takenAt: TAKEN })],
      );
    }

    await migrate(database, 'streams', STREAMS_MIGRATIONS);
    expect(await database.query('SELECT partition, watermark::text, results::int FROM streams.tasks')).toEqual([
      { partition: 0, watermark: String(AT), results: 6 },
    ]);
    await stage.start('truth');
    await stage.tell('found', [finding('f-1', 'b-1'), finding('f-2', 'b-2')]);
    const judged = async () => (await stage.heard<Judged>('judged')).map(({ beatId }) => beatId).sort();
    await eventually(async () => expect(await judged()).toEqual(['b-1', 'b-2']));
    const waiting = await database.query<{ key: string }>(`SELECT key FROM streams.waiting WHERE is_left ORDER BY key`);
    expect(waiting.map(({ key }) => key)).toEqual(['beatId=b-1', 'beatId=b-2', 'person=p-1', 'person=p-2']);
  });
});
