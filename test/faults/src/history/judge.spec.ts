import { Seeded } from '@mesh/bench';
import { FLAWLESS, judge, type Found, type Written } from './judge.js';

const written = (id: string, seq: number, { key = 'k', isAcknowledged = true } = {}): Written => ({
  id,
  key,
  seq,
  isAcknowledged,
});
const found = (...ids: readonly string[]): Found[] => ids.map((id) => ({ id, isWhole: true }));

describe('given what was written and what was found', () => {
  const abc = [written('a', 0), written('b', 1), written('c', 2)];

  it.each<[string, readonly Written[], readonly Found[], object]>([
    ['all of it, in order', abc, found('a', 'b', 'c'), {}],
    ['nothing', abc, [], { lost: ['a', 'b', 'c'] }],
    ['all but one', abc, found('a', 'c'), { lost: ['b'] }],
    [
      'all but one that nobody acknowledged',
      [written('a', 0), written('b', 1, { isAcknowledged: false })],
      found('a'),
      {},
    ],
    ['one that nobody acknowledged', [written('a', 0, { isAcknowledged: false })], found('a'), {}],
    ['one twice', abc, found('a', 'b', 'b', 'c'), { doubled: ['b'] }],
    ['one again, after later ones', abc, found('a', 'b', 'c', 'a'), { doubled: ['a'] }],
    ['one too late', abc, found('b', 'a', 'c'), { reordered: ['a'] }],
    ['two keys, each in order', [written('a', 0), written('b', 1, { key: 'other' })], found('b', 'a'), {}],
    ['one with other contents', abc, [...found('a', 'b'), { id: 'c', isWhole: false }], { torn: ['c'] }],
    ['one that was never written', abc, found('a', 'b', 'x', 'c'), { unknown: ['x'] }],
  ])('judges %s', (_, all, seen, flaws) => {
    expect(judge(all, seen)).toEqual({ ...FLAWLESS, ...flaws });
  });
});

describe('given long histories with faults put in at random', () => {
  it.each([1, 2, 3, 4, 5])('names exactly those (seed %i)', (seed) => {
    const random = new Seeded(seed);
    const all = Array.from({ length: 2_000 }, (_, seq) => written(`m${seq}`, seq, { key: `k${seq % 7}` }));
    const chosen = random.some(all, 40);
    const [lost, doubled, torn] = [chosen.slice(0, 10), chosen.slice(10, 25), chosen.slice(25, 40)];
    const seen = all
      .filter((message) => !lost.includes(message))
      .map(({ id, seq }) => ({ id, isWhole: !torn.some((one) => one.seq === seq) }));
    // A repeat may stand anywhere behind its first.
    for (const { id } of doubled)
      seen.splice(random.between(seen.findIndex((one) => one.id === id) + 1, seen.length), 0, { id, isWhole: true });
    const ids = (messages: readonly Written[]): string[] => messages.map(({ id }) => id).sort();
    const verdict = judge(all, seen);
    expect([...verdict.lost].sort()).toEqual(ids(lost));
    expect([...verdict.doubled].sort()).toEqual(ids(doubled));
    expect([...verdict.torn].sort()).toEqual(ids(torn));
    expect([verdict.reordered, verdict.unknown]).toEqual([[], []]);
  });
});
