import { eventually } from '@mesh/testing';
import { Stage } from './support/stage.js';
import { ward, type Beat, type Summary, type WardSummary } from './support/ward-product.js';

let beats = 0;
const beat = (takenAt: string, over: Partial<Beat> = {}): Beat => ({
  beatId: `b-${(beats += 1)}`,
  person: 'p-1',
  ward: 'w-1',
  pulse: 60,
  takenAt: `2026-03-01T${takenAt}Z`,
  ...over,
});

describe('given beats and an hourly aggregate of them', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.set(ward);
  });
  afterEach(() => stage.close());

  const hourly = () => stage.heard<Summary>('hourly');

  it('gives the result of an hour when the watermark passes its end', async () => {
    const processor = await stage.start('hours');
    await stage.tell('beat', [beat('08:00:00'), beat('08:30:00', { pulse: 80 }), beat('08:59:59', { pulse: null })]);
    // Ten minutes of disorder are allowed, so that 09:09 does not complete the hour and 09:10 does.
    await stage.tell('beat', [beat('09:09:59')]);
    await eventually(async () => expect((await processor.progress()).openWindows).toBe(2));
    expect(await hourly()).toEqual([]);
    await stage.tell('beat', [beat('09:10:00')]);
    await eventually(async () => expect(await hourly()).toHaveLength(1));
    const [first] = await stage.events('hourly');
    expect(first?.data).toEqual({
      resultId: expect.stringMatching(/^[0-9a-f-]{36}-1$/),
      windowStart: '2026-03-01T08:00:00.000Z',
      windowEnd: '2026-03-01T09:00:00.000Z',
      revision: 1,
      person: 'p-1',
      ...{ readings: 3, total: 140, middle: 70, lowest: 60, highest: 80, spread: Math.sqrt(200) },
    });
    expect(first).toMatchObject({ key: 'p-1', time: '2026-03-01T09:00:00.000Z', source: 'urn:mesh:test:ward:hourly' });
  });

  it('corrects a result within the lateness, under the next revision, and no longer after', async () => {
    const processor = await stage.start('hours');
    await stage.tell('beat', [beat('08:00:00'), beat('09:10:00')]);
    await eventually(async () => expect(await hourly()).toHaveLength(1));
    await stage.tell('beat', [beat('08:20:00', { pulse: 90 })]);
    await eventually(async () => expect(await hourly()).toHaveLength(2));
    expect((await hourly()).map(({ revision, readings, highest }) => [revision, readings, highest])).toEqual([
      [1, 1, 60],
      [2, 2, 90],
    ]);
    await stage.tell('beat', [beat('11:10:00'), beat('08:59:00', { beatId: 'stray' })]);
    await eventually(async () => expect(await stage.heard<Beat>('strays')).toHaveLength(1));
    expect((await stage.heard<Beat>('strays'))[0]).toMatchObject({ beatId: 'stray', pulse: 60 });
    expect(await processor.progress()).toMatchObject({ late: 1, corrections: 1, openWindows: 2 });
    expect((await hourly()).filter(({ windowStart }) => windowStart.includes('T08'))).toHaveLength(2);
  });

  it('counts an event once that the log has twice', async () => {
    await stage.start('hours');
    const twice = beat('08:00:00');
    await stage.tell('beat', [twice, twice]);
    await stage.tell('beat', [twice, beat('09:10:00')]);
    await eventually(async () => expect((await hourly())[0]?.readings).toBe(1));
  });

  it('moves an event that cannot be counted to the dead letters and goes on', async () => {
    await stage.start('hours');
    const loud = beat('08:10:00', { pulse: 'loud' as unknown as number });
    await stage.tell('beat', [beat('08:00:00'), loud, beat('late one day'), beat('09:10:00')]);
    await eventually(async () => expect((await hourly())[0]?.readings).toBe(1), { timeoutMs: 20_000 });
    const letters = await stage.log.deadLetters(stage.topic('beat'), 'test.ward.hours.v1', 10);
    expect(letters.map(({ cause }) => cause.split(' ')[0])).toEqual([
      'STREAMS.BAD_EVENT_VALUE',
      'STREAMS.BAD_EVENT_TIME',
    ]);
  });

  it('lets time go on where nothing comes any more', async () => {
    await stage.start('hours');
    const soon = new Date(Date.now() - 600_000 - 3_600_000).getTime();
    const hour = Math.floor(soon / 3_600_000) * 3_600_000;
    // Two seconds of silence are missing until the watermark is at the end of the hour.
    const takenAt = new Date(hour + 3_600_000 + 600_000 - 2_000).toISOString();
    await stage.tell('beat', [
      beat('08:00:00', { takenAt: new Date(hour).toISOString() }),
      beat('08:00:00', { takenAt }),
    ]);
    await eventually(async () => expect(await hourly()).toHaveLength(1), { timeoutMs: 15_000 });
  });

  it('does not let a clock that runs ahead close the windows of others', async () => {
    const processor = await stage.start('hours');
    const year = new Date().getUTCFullYear() + 3;
    await stage.tell('beat', [
      beat('08:00:00'),
      beat('08:00:00', { takenAt: `${year}-01-01T00:00:00Z` }),
      beat('08:00:00', { takenAt: new Date().toISOString() }),
    ]);
    await eventually(async () => expect((await processor.progress()).openWindows).toBe(2));
    expect(await processor.progress()).toMatchObject({ late: 0 });
  });

  it('keeps windows by another field than the key of the topic, and passes over those who have none', async () => {
    const processor = await stage.start('wards');
    const persons = Array.from({ length: 12 }, (_, n) => ({
      person: `p-${n}`,
      ward: n % 4 === 3 ? null : `w-${n % 4}`,
    }));
    await stage.tell(
      'beat',
      persons.map((over, n) => beat(`08:${10 + n}:00`, over)),
    );
    await stage.tell(
      'beat',
      persons.map((over) => beat('09:30:00', over)),
    );
    const inTheMorning = async () =>
      (await stage.heard<WardSummary>('bywards')).filter(({ windowStart }) => windowStart.includes('T08'));
    await eventually(async () => expect(await inTheMorning()).toHaveLength(3), { timeoutMs: 15_000 });
    expect((await inTheMorning()).map(({ ward: name, readings }) => [name, readings]).sort()).toEqual([
      ['w-0', 3],
      ['w-1', 3],
      ['w-2', 3],
    ]);
    expect(await processor.progress()).toMatchObject({ late: 0 });
    const [internal] = await stage.log.read('test.ward.wards.v1.repartition', 0, 0, 1);
    expect(Object.keys((internal?.data as { data: object } | undefined)?.data ?? { ward: 1 })).toEqual(['ward']);
  });

  it('refuses the state of another declaration', async () => {
    await stage.start('hours');
    const { hours, ...others } = ward.processing;
    const processing = { ...others, hours: { ...hours, size: '2h' } };
    const changed = Object.assign(Object.create(Stage.prototype), stage, { product: { ...ward, processing } }) as Stage;
    await expect(changed.start('hours')).rejects.toMatchObject({ code: 'STREAMS.DECLARATION_CHANGED' });
  });
});
