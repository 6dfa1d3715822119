import { KafkaEvent } from '../message/kafka-event.js';
import { Turns, type Turn } from './turns.js';

const event = (offset: number, key = 'k') =>
  new KafkaEvent({ topic: 't', partition: 0 }, offset, 0, {
    ...{ id: `e${offset}`, source: '/t', type: 't', time: '2026-01-01T00:00:00Z', key, json: 'null', data: null },
    ...{ traceparent: undefined, dataschema: undefined, extensions: undefined },
  });
const offsetsOf = (turn: Turn | undefined) => turn?.events.map(({ offset }) => offset);
const turnsOf = (
  keys: readonly string[],
  settings: { byKey?: boolean; maxBatch?: number; maxAttempts?: number } = {},
) => {
  const { byKey = true, maxBatch = 10, maxAttempts = 2 } = settings;
  const turns = new Turns({ maxBatch, maxAttempts, laneOf: byKey ? ({ key }) => key : () => '' });
  turns.add(keys.map((key, offset) => event(offset, key)));
  return turns;
};

describe('given events of several keys', () => {
  it('lets the other keys go on while one waits for another attempt, in the order of each key', () => {
    const turns = turnsOf(['a', 'b', 'a', 'c', 'b'], { maxBatch: 1 });
    const first = turns.next(0) as Turn;
    expect(turns.failed(first, false, 0)).toEqual({ is: 'again' });
    const others: (number[] | undefined)[] = [];
    for (let turn = turns.next(0); turn !== undefined; turn = turns.next(0)) {
      others.push(offsetsOf(turn));
      turns.done(turn);
    }
    expect(others).toEqual([[1], [3], [4]]);
    const again = turns.next(turns.dueMs) as Turn;
    expect(offsetsOf(again)).toEqual([0]);
    turns.done(again);
    expect(offsetsOf(turns.next(turns.dueMs))).toEqual([2]);
  });

  it('finds the guilty key of a batch without waiting, and clears the others', () => {
    const turns = turnsOf(['a', 'b', 'c', 'd', 'c']);
    const done: number[] = [];
    const isGuilty = (turn: Turn) => turn.events.some(({ offset }) => offset === 2);
    for (let turn = turns.next(0); turn !== undefined; turn = turns.next(0)) {
      if (isGuilty(turn)) turns.failed(turn, false, 0);
      else {
        done.push(...(offsetsOf(turn) ?? []));
        turns.done(turn);
      }
    }
    expect(done.sort()).toEqual([0, 1, 3]);
    expect(turns.dueMs).toBeGreaterThan(0);
    const consequences = [];
    for (let at = 0; at < 20; at += 1) {
      const turn = turns.next(Infinity);
      if (turn === undefined) break;
      if (!isGuilty(turn)) {
        done.push(...(offsetsOf(turn) ?? []));
        turns.done(turn);
        continue;
      }
      const consequence = turns.failed(turn, false, 0);
      consequences.push(consequence.is);
      if (consequence.is === 'bury') turns.done(consequence.turn);
    }
    expect(consequences.at(-1)).toBe('bury');
    expect(done.sort()).toEqual([0, 1, 3, 4]);
  });

  it('hands nothing over again that is given up at its first attempt', () => {
    const turns = turnsOf(['a', 'b'], { maxAttempts: 1, maxBatch: 1 });
    const consequence = turns.failed(turns.next(0) as Turn, false, 0);
    if (consequence.is !== 'bury') throw new Error('it is given up');
    turns.done(consequence.turn);
    expect(offsetsOf(turns.next(0))).toEqual([1]);
  });

  it('tries without end what is the fault of no event', () => {
    const turns = turnsOf(['a', 'b']);
    for (let at = 0; at < 50; at += 1) {
      const turn = turns.next(Infinity) as Turn;
      expect(offsetsOf(turn)).toEqual([0, 1]);
      expect(turns.failed(turn, true, at)).toEqual({ is: 'again' });
    }
  });
});

describe('given a partition that keeps its order', () => {
  it('lets nothing pass a batch that waits', () => {
    const turns = turnsOf(['a', 'b', 'c'], { byKey: false, maxBatch: 2 });
    turns.failed(turns.next(0) as Turn, false, 0);
    expect(turns.next(0)).toBeUndefined();
    const again = turns.next(turns.dueMs) as Turn;
    expect(offsetsOf(again)).toEqual([0, 1]);
    turns.done(again);
    expect(offsetsOf(turns.next(turns.dueMs))).toEqual([2]);
  });

  it('halves a batch that fails for good until the guilty event stands alone, which gets all its attempts', () => {
    const turns = turnsOf(['a', 'a', 'a', 'a'], { byKey: false, maxAttempts: 3 });
    const handed: (number[] | undefined)[] = [];
    let buried: number[] | undefined;
    for (let turn = turns.next(Infinity); turn !== undefined; turn = turns.next(Infinity)) {
      handed.push(offsetsOf(turn));
      if (!turn.events.some(({ offset }) => offset === 2)) {
        turns.done(turn);
        continue;
      }
      const consequence = turns.failed(turn, false, 0);
      if (consequence.is !== 'bury') continue;
      expect(consequence.attempts).toBe(3);
      buried = offsetsOf(turn);
      turns.done(turn);
    }
    expect(handed).toEqual([[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3], [0, 1], [2, 3], [2], [2], [2], [3]]);
    expect(buried).toEqual([2]);
  });
});
