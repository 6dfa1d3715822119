import fc from 'fast-check';
import { count, max, mean, min, stddev, sum } from '@mesh/product';
import type { WindowPlan } from '../plan/stream-plan.js';
import type { Arrival } from '../reading/arrival.js';
import { TaskClock } from '../task/task-clock.js';
import { resultOf, type OpenWindow } from './open-window.js';
import { windowName, workIn } from './window-batch.js';
import { windowsOf } from './windows-of.js';

const AGGREGATES = {
  readings: count(),
  total: sum('pulse'),
  middle: mean('pulse'),
  lowest: min('pulse'),
  highest: max('pulse'),
  spread: stddev('pulse'),
};
const planOf = (shape: Partial<WindowPlan>): WindowPlan => ({
  kind: 'windowed',
  group: 'g',
  sources: [],
  sink: { topic: 't', source: 's', schema: 'u', id: 'resultId', key: 'person', at: 'windowEnd' },
  key: 'person',
  sizeMs: 600,
  everyMs: 600,
  outOfOrdernessMs: 0,
  latenessMs: 0,
  idlenessMs: 60_000,
  aggregates: AGGREGATES,
  ...shape,
});

interface Given {
  readonly key: string;
  readonly at: number;
  readonly pulse: number | null;
  readonly delay: number;
}
const arrivalOf = ({ key, at, pulse }: Given, nth: number): Arrival => ({
  ...{ origin: 'in/0', side: 'left', key, at, clockAt: at, id: `e-${nth}`, source: 's' },
  data: { person: key, pulse },
});

/** What a task does with batches, with a map for its state; gives the last result of each window. */
function run(plan: WindowPlan, batches: readonly (readonly Arrival[])[]) {
  const clock = new TaskClock({}, null, plan.outOfOrdernessMs);
  const open = new Map<string, OpenWindow>();
  const last = new Map<string, Readonly<Record<string, unknown>>>();
  const revisions: string[] = [];
  const give = (window: OpenWindow): void => {
    window.revision += 1;
    const name = windowName(window.key, window.start);
    revisions.push(`${name} ${window.revision}`);
    last.set(name, resultOf(plan, window));
  };
  let late = 0;
  let ids = 0;
  for (const batch of batches) {
    const worked = workIn(plan, batch, { clock, now: 0, open, newId: () => `w-${(ids += 1)}` });
    late += worked.late.length;
    for (const window of worked.touched) {
      open.set(windowName(window.key, window.start), window);
      if (clock.isPast(window.end)) give(window);
    }
    for (const [name, window] of open) {
      if (window.revision === 0 && clock.isPast(window.end)) give(window);
      if (clock.isPast(window.end + plan.latenessMs)) open.delete(name);
    }
  }
  for (const window of open.values()) if (window.revision === 0) give(window);
  return { last, late, revisions };
}

/** The same by grouping all events, whatever their order. */
function grouped(plan: WindowPlan, given: readonly Given[]) {
  const groups = new Map<string, number[]>();
  const counts = new Map<string, number>();
  for (const { key, at, pulse } of given) {
    for (const { start } of windowsOf(at, plan)) {
      const name = windowName(key, start);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      groups.set(name, [...(groups.get(name) ?? []), ...(pulse === null ? [] : [pulse])]);
    }
  }
  return new Map(
    [...groups].map(([name, values]) => {
      const total = values.reduce((sum, value) => sum + value, 0);
      const middle = total / values.length;
      const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
      const none = values.length === 0;
      return [
        name,
        {
          readings: counts.get(name),
          total: none ? null : total,
          middle: none ? null : middle,
          lowest: none ? null : Math.min(...values),
          highest: none ? null : Math.max(...values),
          spread: values.length < 2 ? null : expect.closeTo(Math.sqrt(squares / (values.length - 1)), 9),
        },
      ];
    }),
  );
}

const events = fc.array(
  fc.record({
    key: fc.constantFrom('p-1', 'p-2', 'p-3'),
    at: fc.integer({ min: 0, max: 5_000 }),
    pulse: fc.option(fc.integer({ min: 30, max: 220 }), { freq: 8 }),
    delay: fc.integer({ min: 0, max: 700 }),
  }),
  { maxLength: 120 },
);
const cuts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 });

function inBatches(arrivals: readonly Arrival[], sizes: readonly number[]): readonly (readonly Arrival[])[] {
  const batches: Arrival[][] = [];
  for (let from = 0, nth = 0; from < arrivals.length; nth += 1) {
    const size = sizes[nth % sizes.length] ?? 1;
    batches.push(arrivals.slice(from, from + size));
    from += size;
  }
  return batches;
}

describe('given events in whatever order', () => {
  it.each([
    ['tumbling', { sizeMs: 600, everyMs: 600 }],
    ['hopping', { sizeMs: 600, everyMs: 250 }],
  ])('comes to the same last results of %s windows as grouping all of them, within the lateness', (_, shape) => {
    // An event that arrives up to 700 ms after its time is never later than disorder and lateness together.
    const plan = planOf({ ...shape, outOfOrdernessMs: 300, latenessMs: 400 });
    fc.assert(
      fc.property(events, cuts, (given, sizes) => {
        const arrived = [...given].sort((one, other) => one.at + one.delay - (other.at + other.delay));
        const { last, late } = run(plan, inBatches(arrived.map(arrivalOf), sizes));
        expect(late).toBe(0);
        const expected = grouped(plan, given);
        expect([...last.keys()].sort()).toEqual([...expected.keys()].sort());
        for (const [name, figures] of expected) expect(last.get(name)).toMatchObject(figures);
      }),
      { numRuns: 300 },
    );
  });

  it('counts the same events as late however they are batched', () => {
    const plan = planOf({ latenessMs: 50 });
    fc.assert(
      fc.property(events, cuts, (given, sizes) => {
        const arrivals = given.map(arrivalOf);
        const one = run(
          plan,
          arrivals.map((arrival) => [arrival]),
        );
        const other = run(plan, inBatches(arrivals, sizes));
        expect(other.late).toBe(one.late);
        const figures = ({ last }: typeof one) =>
          [...last].map(([name, { readings }]) => `${name} ${String(readings)}`).sort();
        expect(figures(other)).toEqual(figures(one));
      }),
    );
  });

  it('numbers the results of a window from 1 without a gap', () => {
    const plan = planOf({ latenessMs: 2_000 });
    fc.assert(
      fc.property(events, cuts, (given, sizes) => {
        const seen = new Map<string, number>();
        for (const revision of run(plan, inBatches(given.map(arrivalOf), sizes)).revisions) {
          const [name = '', number] = revision.split(' ');
          expect(Number(number)).toBe((seen.get(name) ?? 0) + 1);
          seen.set(name, Number(number));
        }
      }),
    );
  });
});
