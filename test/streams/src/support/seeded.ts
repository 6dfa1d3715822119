/** Numbers from 0 to 1 that a seed determines: mulberry32, by Tommy Ettinger. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same things in the order in which they arrive when each is delayed by up to `mostMs`. */
export function delayed<Thing>(
  things: readonly Thing[],
  timeOf: (thing: Thing) => number,
  { mostMs, random }: { readonly mostMs: number; readonly random: () => number },
): readonly Thing[] {
  return things
    .map((thing) => ({ thing, arrives: timeOf(thing) + random() * mostMs }))
    .sort((one, other) => one.arrives - other.arrives)
    .map(({ thing }) => thing);
}
