import type { Direction, Hurt, Step } from './change.js';

/**
 * What a difference does to the set of what is possible, before it is known whether that set is taken in or given out.
 * `tightened`: less is possible; `loosened`: more is; `incomparable`: both; `undecided`: nobody knows, so both;
 * `withdrawn`: everybody at that place loses; `said`: more is known or possible and nothing is lost; `noted`: nothing that anybody relies on.
 */
export type Effect = 'tightened' | 'loosened' | 'incomparable' | 'undecided' | 'withdrawn' | 'said' | 'noted';

/** What an effect means at a place. */
export interface Judgement {
  readonly hurts: Hurt;
  readonly deserves: Step;
  readonly consequence: string;
}

const EVERYBODY: Readonly<Record<Direction, Hurt>> = {
  input: 'writers',
  output: 'readers',
  both: 'both',
  meta: 'nobody',
};

/** Writers are hurt when less is taken in, readers when more may come out. */
const HURT_BY: Readonly<Record<Effect, (direction: Direction) => Hurt>> = {
  tightened: (direction) => (direction === 'input' || direction === 'both' ? 'writers' : 'nobody'),
  loosened: (direction) => (direction === 'output' || direction === 'both' ? 'readers' : 'nobody'),
  incomparable: (direction) => EVERYBODY[direction],
  undecided: (direction) => (direction === 'meta' ? 'both' : EVERYBODY[direction]),
  withdrawn: (direction) => EVERYBODY[direction],
  said: () => 'nobody',
  noted: () => 'nobody',
};

/** Judges an effect by the direction in which the data flows. */
export function judge(effect: Effect, direction: Direction): Judgement {
  const hurts = HURT_BY[effect](direction);
  const deserves = hurts !== 'nobody' ? 'major' : effect === 'noted' ? 'patch' : 'minor';
  return { hurts, deserves, consequence: consequenceOf(effect, hurts) };
}

function consequenceOf(effect: Effect, hurts: Hurt): string {
  if (effect === 'undecided') return 'what that does to others cannot be decided, so it counts as breaking';
  if (effect === 'noted') return 'nobody has to change anything';
  if (hurts === 'nobody')
    return effect === 'tightened' ? 'readers are promised more than before' : 'nobody loses anything';
  return HARM[effect === 'withdrawn' ? 'withdrawn' : 'changed'][hurts];
}

const HARM: Readonly<Record<'withdrawn' | 'changed', Readonly<Record<Exclude<Hurt, 'nobody'>, string>>>> = {
  withdrawn: {
    readers: 'readers lose what they rely on',
    writers: 'writers lose what they rely on',
    both: 'those who rely on it lose it',
  },
  changed: {
    readers: 'readers may meet what they do not expect',
    writers: 'writers may be refused with what was allowed',
    both: 'readers may meet what they do not expect, and writers may be refused with what was allowed',
  },
};
