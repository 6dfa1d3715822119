import { Courtesy } from '@mesh/events';
import { eventually } from '@mesh/testing';
import { Stage } from './support/stage.js';
import { ward, type Beat, type Finding, type Judged } from './support/ward-product.js';

const beat = (beatId: string, takenAt: string, person = 'p-1'): Beat => ({
  ...{ beatId, person, ward: 'w-1', pulse: 60 },
  takenAt: `2026-03-01T${takenAt}Z`,
});
const finding = (findingId: string, foundAt: string, of: Partial<Finding>): Finding => ({
  ...{ findingId, sick: 1, ...of },
  foundAt: `2026-03-01T${foundAt}Z`,
});

describe('given beats and findings about a beat or a person, keyed by neither', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.set(ward);
    await stage.start('truth');
  });
  afterEach(() => stage.close());

  const judged = async () =>
    (await stage.heard<Judged>('judged'))
      .map(({ beatId, person, sick }) => `${beatId} ${person} ${String(sick)}`)
      .sort();

  it('joins a finding to the beat that it names, whichever came first', async () => {
    await stage.tell('beat', [beat('b-1', '08:00:00'), beat('b-2', '08:01:00')]);
    await stage.tell('found', [finding('f-1', '09:00:00', { beatId: 'b-1', sick: 0 })]);
    await eventually(async () => expect(await judged()).toEqual(['b-1 p-1 0']));
    await stage.tell('found', [finding('f-3', '09:01:00', { beatId: 'b-3' })]);
    await stage.tell('beat', [beat('b-3', '08:02:00', 'p-3')]);
    await eventually(async () => expect(await judged()).toEqual(['b-1 p-1 0', 'b-3 p-3 1']));
    const [first] = await stage.events('judged');
    expect(first?.data).toEqual({
      joinId: first?.id,
      beatId: expect.stringMatching(/^b-[13]$/),
      person: expect.stringMatching(/^p-[13]$/),
      takenAt: expect.any(String),
      sick: expect.any(Number),
    });
  });

  it('joins a finding that names only a person to each beat of that person, and one that names both to the beat alone', async () => {
    await stage.tell('beat', [beat('b-1', '08:00:00'), beat('b-2', '08:01:00'), beat('b-9', '08:00:00', 'p-9')]);
    await stage.tell('found', [finding('f-1', '09:00:00', { beatId: null, person: 'p-1' })]);
    await eventually(async () => expect(await judged()).toEqual(['b-1 p-1 1', 'b-2 p-1 1']));
    await stage.tell('found', [finding('f-2', '09:00:00', { beatId: 'b-9', person: 'p-1', sick: 0 })]);
    await eventually(async () => expect(await judged()).toEqual(['b-1 p-1 1', 'b-2 p-1 1', 'b-9 p-9 0']));
  });

  it('does not take a person for a beat of the same name', async () => {
    await stage.tell('beat', [beat('same', '08:00:00', 'p-1'), beat('b-2', '08:00:00', 'same')]);
    await stage.tell('found', [finding('f-1', '09:00:00', { beatId: 'same' })]);
    await eventually(async () => expect(await judged()).toEqual(['same p-1 1']));
    await stage.tell('found', [finding('f-2', '09:00:00', { person: 'same' })]);
    await eventually(async () => expect(await judged()).toEqual(['b-2 same 1', 'same p-1 1']));
  });

  it('keeps no more of an event than the join needs, and reads the events where they stand', async () => {
    await stage.tell('beat', [beat('b-1', '08:00:00')]);
    const waiting = () =>
      stage.db.database.query<{ key: string; held_under: string | null; data: string | null }>(
        'SELECT key, held_under, data FROM streams.waiting ORDER BY key',
      );
    await eventually(async () => expect(await waiting()).toHaveLength(2));
    const [first, second] = await waiting();
    expect(Object.keys(JSON.parse(first?.data as string) as object).sort()).toEqual(['beatId', 'person', 'takenAt']);
    expect(first).toMatchObject({ key: 'beatId=b-1', held_under: null });
    expect(second).toEqual({ key: 'person=p-1', held_under: 'beatId=b-1', data: null });
    await expect(stage.log.ranges('test.ward.truth.v1.repartition')).rejects.toMatchObject({
      code: 'EVENTS.UNKNOWN_TOPIC',
    });
  });

  it('joins an event once that comes twice, before its partner and after', async () => {
    await stage.tell('beat', [beat('b-1', '08:00:00')]);
    await stage.tell('beat', [beat('b-1', '08:00:00')]);
    await stage.tell('found', [finding('f-1', '09:00:00', { beatId: 'b-1' })]);
    await eventually(async () => expect(await judged()).toEqual(['b-1 p-1 1']));
    await stage.tell('beat', [beat('b-1', '08:00:00'), beat('b-2', '08:01:00')]);
    await stage.tell('found', [
      finding('f-1', '09:00:00', { beatId: 'b-1' }),
      finding('f-2', '09:00:00', { beatId: 'b-2' }),
    ]);
    await eventually(async () => expect(await judged()).toEqual(['b-1 p-1 1', 'b-2 p-1 1']));
  });
});

describe('given two streams that are keyed alike', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.set(ward);
  });
  afterEach(() => stage.close());

  const noticed = async () =>
    (await stage.heard<Judged>('noticed')).map(({ beatId, sick }) => `${beatId} ${String(sick)}`).sort();

  it('joins them where they stand, says who found nobody when the time is over, and keeps nobody waiting then', async () => {
    const processor = await stage.start('notes');
    await stage.tell('beat', [beat('b-1', '08:00:00'), beat('b-2', '10:00:00')]);
    await stage.tell('noted', [finding('f-1', '08:30:00', { person: 'p-1' })]);
    await eventually(async () => expect(await noticed()).toEqual(['b-1 1']));
    // One hour and ten minutes after 10:00, the beat of 10:00 has found nobody.
    await stage.tell('beat', [beat('b-3', '11:10:01')]);
    await stage.tell('noted', [finding('f-2', '13:00:00', { person: 'p-1' })]);
    await eventually(async () => expect(await noticed()).toEqual(['b-1 1', 'b-2 null']));
    await stage.tell('beat', [beat('b-4', '14:00:00')]);
    await stage.tell('noted', [finding('f-3', '14:00:00', { person: 'p-1' })]);
    await eventually(async () => expect(await noticed()).toEqual(['b-1 1', 'b-2 null', 'b-3 null', 'b-4 1']));
    // Left: the beat and the finding of 14:00.
    await eventually(async () => expect((await processor.progress()).waiting).toBe(2));
    await expect(stage.log.ranges('test.ward.notes.v1.repartition')).rejects.toMatchObject({
      code: 'EVENTS.UNKNOWN_TOPIC',
    });
  });

  it('counts what comes too late and joins it to nobody', async () => {
    const processor = await stage.start('notes');
    await stage.tell('beat', [beat('b-1', '10:00:00')]);
    await stage.tell('noted', [finding('f-1', '10:00:00', { person: 'p-1' })]);
    await eventually(async () => expect(await noticed()).toEqual(['b-1 1']));
    await stage.tell('noted', [finding('f-2', '09:49:59', { person: 'p-1' })]);
    await eventually(async () => expect((await processor.progress()).late).toBe(1));
    await stage.tell('beat', [beat('b-2', '09:50:00')]);
    await eventually(async () => expect(await noticed()).toEqual(['b-1 1', 'b-2 1']));
  });

  it('leaves events in the log while a burst of calls lasts, and joins them then', async () => {
    let [asked, busy] = [0, 1];
    const courtesy = new Courtesy(() => {
      asked += 1;
      return busy;
    });
    await stage.start('notes', { courtesy });
    await stage.tell('beat', [beat('b-1', '08:00:00')]);
    await stage.tell('noted', [finding('f-1', '08:30:00', { person: 'p-1' })]);
    await eventually(() => expect(asked).toBeGreaterThan(10), { timeoutMs: 20_000 });
    expect(await stage.db.database.query('SELECT key FROM streams.waiting')).toEqual([]);
    busy = 0;
    await eventually(async () => expect(await noticed()).toEqual(['b-1 1']));
  });

  it('stops to wait for a stream that is silent', async () => {
    await stage.start('notes');
    await stage.tell('beat', [beat('b-1', '08:00:00'), beat('b-2', '12:00:00')]);
    await eventually(async () => expect(await noticed()).toEqual(['b-1 null']), { timeoutMs: 15_000 });
  });
});
