import fc from 'fast-check';
import type { JoinPlan } from '../plan/stream-plan.js';
import type { Arrival } from '../reading/arrival.js';
import { TaskClock } from '../task/task-clock.js';
import { admit, pairOf, pairsAmong } from './join-batch.js';
import { isLate, partnersOf, waitsMs } from './join-times.js';
import type { Waiting } from './waiting.js';

const PLAN: JoinPlan = {
  kind: 'joined',
  group: 'g',
  sources: [],
  sink: { topic: 't', source: 's', schema: 'u', id: 'joinId', key: 'person', at: 'at' },
  on: ['person'],
  withinMs: 500,
  beforeMs: 120,
  select: {},
  unmatched: true,
  outOfOrdernessMs: 100,
  latenessMs: 200,
  idlenessMs: 60_000,
};

interface Given {
  readonly side: 'left' | 'right';
  readonly key: string;
  readonly at: number;
  readonly delay: number;
}
const events = fc.array(
  fc.record({
    side: fc.constantFrom('left' as const, 'right' as const),
    key: fc.constantFrom('p-1', 'p-2'),
    at: fc.integer({ min: 0, max: 2_000 }),
    delay: fc.integer({ min: 0, max: 300 }),
  }),
  { maxLength: 80, size: 'max' },
);

/** What a task does with batches, with a list for those who wait; gives the pairs and those who stay alone. */
function run(arrivals: readonly Arrival[], size: number) {
  const clock = new TaskClock({}, null, PLAN.outOfOrdernessMs);
  let waiting: Waiting[] = [];
  const found: string[] = [];
  let late = 0;
  const alone: string[] = [];
  const tell = ({ left, right }: { left: { id: string }; right?: { id: string } }) =>
    found.push(`${left.id}+${right?.id ?? ''}`);
  for (let from = 0; from < arrivals.length; from += size) {
    const admitted = admit(PLAN, arrivals.slice(from, from + size), clock, 0);
    late += admitted.late;
    pairsAmong(PLAN, admitted.timely).forEach(tell);
    for (const event of admitted.timely) {
      const [earliest, latest] = partnersOf(PLAN, event);
      for (const other of waiting) {
        const isPartner =
          other.side !== event.side && other.key === event.key && other.at >= earliest && other.at <= latest;
        if (isPartner) tell(pairOf(event, other));
      }
    }
    waiting.push(...admitted.timely);
    const isOver = ({ side, at }: Waiting) => clock.watermark !== null && at < clock.watermark - waitsMs(PLAN, side);
    alone.push(
      ...waiting.filter((event) => isOver(event) && event.side === 'left' && !event.matched).map(({ id }) => id),
    );
    waiting = waiting.filter((event) => !isOver(event));
  }
  alone.push(...waiting.filter(({ side, matched }) => side === 'left' && !matched).map(({ id }) => id));
  return { found: found.sort(), late, alone: alone.sort() };
}

describe('given two streams in whatever order', () => {
  it('finds each pair within the time once, and says who stays alone, however late either came', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 9 }), (given, size) => {
        const named = given.map((event, nth) => ({ ...event, id: `${event.side}-${nth}` }));
        const arrived = [...named].sort((one, other) => one.at + one.delay - (other.at + other.delay));
        const arrivals = arrived.map(({ side, key, at, id }: Given & { id: string }): Arrival => ({
          ...{ origin: 'in/0', side, key, at, clockAt: at, id, source: 's', data: {} },
        }));
        const pairs = named
          .filter(({ side }) => side === 'left')
          .flatMap((left) =>
            named
              .filter(({ side, key }) => side === 'right' && key === left.key)
              .filter(({ at }) => at >= left.at - PLAN.beforeMs && at <= left.at + PLAN.withinMs)
              .map((right) => `${left.id}+${right.id}`),
          );
        const matched = new Set(pairs.map((pair) => pair.split('+')[0]));
        const { found, late, alone } = run(arrivals, size);
        expect(late).toBe(0);
        expect(found).toEqual(pairs.sort());
        expect(alone).toEqual(
          named
            .filter(({ side, id }) => side === 'left' && !matched.has(id))
            .map(({ id }) => id)
            .sort(),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('takes an event once that comes twice', () => {
    const arrival: Arrival = {
      ...{ origin: 'in/0', side: 'left', key: 'p-1', at: 100, clockAt: 100, id: 'l', source: 's', data: {} },
    };
    const other: Arrival = { ...arrival, side: 'right' };
    const { found, late } = run([arrival, other, other, arrival], 4);
    expect(found).toEqual(['l+l']);
    expect(late).toBe(0);
  });

  it('takes an event at the watermark less its lateness, and none before', () => {
    expect(isLate(PLAN, { side: 'left', at: 800 }, 1_000)).toBe(false);
    expect(isLate(PLAN, { side: 'left', at: 799 }, 1_000)).toBe(true);
    expect(isLate(PLAN, { side: 'right', at: 0 }, null)).toBe(false);
  });
});
