import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@mesh/testing';
import { groupedByDuckDb, type Expected, type Timing } from './support/grouped-by-duckdb.js';
import { delayed, seeded } from './support/seeded.js';
import { lastOf, Stage } from './support/stage.js';
import { ward, type Beat, type Summary } from './support/ward-product.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const bracelets = join(
  process.env['MESH_DATA_DIR'] ?? join(root, '../shared/data'),
  'cardiology/heart-rate/fitbit_minute_3participants.csv',
);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TIMING = { sizeMs: HOUR, outOfOrdernessMs: 10 * MINUTE, latenessMs: 2 * HOUR };
const HOURS: Timing = { ...TIMING, everyMs: HOUR };
const QUARTERS: Timing = { ...TIMING, everyMs: 15 * MINUTE };

const timeOf = ({ takenAt }: Beat): number => Date.parse(takenAt);

/** Somebody in every partition, long after everybody else: all windows of others are complete then. */
const closing = (after: number): readonly Beat[] =>
  Array.from({ length: 30 }, (_, n) => ({
    beatId: `closing-${n}`,
    person: `closing-${n}`,
    pulse: 0,
    takenAt: new Date(after + 48 * HOUR).toISOString(),
  }));

/** Runs a processing over the beats in this order until it has read all, and compares its last words with DuckDB's. */
async function compare(
  beats: readonly Beat[],
  processing: 'hours' | 'quarters',
  timing: Timing,
): Promise<{ late: number; corrections: number }> {
  const stage = await Stage.set(ward);
  try {
    const processor = await stage.start(processing);
    const last = beats.reduce((latest, beat) => Math.max(latest, timeOf(beat)), 0);
    await stage.tell('beat', [...beats, ...closing(last)]);
    const { group } = processor.plan;
    await eventually(async () => expect(await stage.log.lag(stage.topic('beat'), group)).toBe(0), {
      timeoutMs: 120_000,
    });
    const given = lastOf(await stage.heard<Summary>(processing === 'hours' ? 'hourly' : 'sliding'), 'person');
    const expected = await groupedByDuckDb(await stage.events('beat'), timing);
    const counted = expected.filter(({ person }) => !person.startsWith('closing'));
    expect(counted.length).toBeGreaterThan(100);
    const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 8));
    const figures = ({
      person,
      windowStart,
      readings,
      total,
      middle,
      lowest,
      highest,
      spread,
    }: Expected | Summary) => ({
      ...{ person, windowStart, readings, lowest, highest },
      ...{ total: close(total), middle: close(middle), spread: close(spread) },
    });
    const named = new Map(counted.map((window) => [`${window.person} ${window.windowStart}`, figures(window)]));
    expect([...given.keys()].sort()).toEqual([...named.keys()].sort());
    const differing = [...named].filter(([name, window]) => {
      const { person, windowStart, readings, total, middle, lowest, highest, spread } = given.get(name) as Summary;
      const found = { person, windowStart, readings, lowest, highest, total, middle, spread };
      return Object.entries(window).some(([field, value]) => !equals(found[field as keyof typeof found], value));
    });
    expect(differing).toEqual([]);
    return await processor.progress();
  } finally {
    await stage.close();
  }
}

/** `toEqual` for one value, so that ten thousand windows are compared without ten thousand messages. */
function equals(found: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return found === expected;
  return (expected as { asymmetricMatch(other: unknown): boolean }).asymmetricMatch(found);
}

describe('given a stream that was made up, in disorder and partly too late', () => {
  const random = seeded(7);
  const beats = Array.from({ length: 12_000 }, (_, n): Beat => {
    const at = Date.UTC(2026, 1, 1) + Math.floor(random() * 72 * HOUR);
    const pulse = random() < 0.05 ? null : 40 + random() * 120;
    return { beatId: `b-${n}`, person: `p-${Math.floor(random() * 40)}`, pulse, takenAt: new Date(at).toISOString() };
  });

  it.each([
    ['hours', HOURS],
    ['quarters', QUARTERS],
  ] as const)(
    'has in its %s what one query over the whole stream finds',
    async (processing, timing) => {
      const arrived = delayed(beats, timeOf, { mostMs: 5 * HOUR, random: seeded(8) });
      const { late, corrections } = await compare(arrived, processing, timing);
      expect(late).toBeGreaterThan(50);
      // How many depends on how much of the stream comes in one batch.
      expect(corrections).toBeGreaterThan(0);
    },
    150_000,
  );
});

const leftOut = existsSync(bracelets) ? '' : ' (left out: set MESH_DATA_DIR)';

(leftOut ? describe.skip : describe)(`given the bracelets of three people over two months${leftOut}`, () => {
  const beats = (): readonly Beat[] =>
    readFileSync(bracelets, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line, n) => {
        const [person = '', at = '', pulse = ''] = line.split(',');
        return { beatId: `b-${n}`, person, pulse: Number(pulse), takenAt: `${at}Z` };
      });

  it.each([
    ['hours', HOURS],
    ['quarters', QUARTERS],
  ] as const)(
    'has in its %s what one query over all minutes finds, though they come up to two hours late',
    async (processing, timing) => {
      const arrived = delayed(beats(), timeOf, { mostMs: 2 * HOUR, random: seeded(9) });
      expect(arrived.length).toBeGreaterThan(90_000);
      const { late } = await compare(arrived, processing, timing);
      expect(late).toBe(0);
    },
    150_000,
  );
});
