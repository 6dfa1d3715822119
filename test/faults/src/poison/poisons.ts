import { CHANGED, TRAP } from './reading.js';

/** Stands in what no dead letter, log or error may repeat. */
export const SECRET = 'patient-4711';

/** A message that cannot be handled, whatever is done. */
export interface Poison {
  readonly name: string;
  readonly data: unknown;
}

const reading = (changed: object): object => ({ patient: SECRET, beats: 60, note: '', ...changed });

function nested(depth: number): unknown {
  let value: unknown = SECRET;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

/** Twelve kinds, as they come from devices, files and programs of others. */
export const POISONS: readonly Poison[] = [
  { name: 'nothing at all', data: null },
  { name: 'a text where a document belongs', data: `patient ${SECRET}` },
  { name: 'a list of documents', data: [reading({}), reading({})] },
  { name: 'a document without a field', data: { patient: SECRET } },
  { name: 'a number written as text', data: reading({ beats: '60' }) },
  { name: 'a number that no heart has', data: reading({ beats: 1e300 }) },
  {
    name: 'a field that would change all objects',
    data: JSON.parse(`{"__proto__":{"beats":60},"patient":"${SECRET}"}`),
  },
  { name: 'a text that PostgreSQL cannot store', data: reading({ note: `${SECRET}\0` }) },
  { name: 'a document at which the handler throws what cannot be read', data: reading({ note: TRAP }) },
  { name: 'a thousand lists in each other', data: reading({ note: nested(1_000) }) },
  { name: 'a document that has the handler throw what is no error', data: reading({ note: CHANGED }) },
  { name: 'a document of nearly a mebibyte', data: reading({ beats: SECRET.repeat(80_000) }) },
];

/** What the log refuses before anybody has to handle it, with the code of that. */
export const REFUSED: readonly (Poison & { readonly code: string })[] = [
  {
    name: 'a document of more than a mebibyte',
    data: reading({ note: SECRET.repeat(100_000) }),
    code: 'EVENTS.EVENT_TOO_LARGE',
  },
  { name: 'a hundred thousand lists in each other', data: nested(100_000), code: 'EVENTS.BAD_EVENT' },
];
