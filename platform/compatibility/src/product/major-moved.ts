import type { Change } from '../change.js';
import { productSunset, type Context } from '../comparing/context.js';
import { changeAt } from '../comparing/place.js';
import { ODPS } from '../reading/documents.js';

/** A new major version has a base path and topics of its own: everybody moves, and has until the end of the old one to do so. */
export function majorMoved(
  { from, to }: { readonly from: number; readonly to: number },
  { before, today }: Context,
): Change {
  const place = { document: ODPS, path: ['version'], direction: 'both' } as const;
  const seen = { before: `v${from}`, after: `v${to}` };
  const sunset = productSunset(before.documents);
  const end =
    sunset === undefined
      ? `the end of v${from} was never announced`
      : today === undefined || today < sunset
        ? `those of v${from} stay until ${sunset}`
        : `those of v${from} came to their announced end on ${sunset}`;
  const what = `paths and topics are those of v${to}, and ${end}`;
  const kind = sunset === undefined ? 'major-moved-without-end' : 'major-moved';
  return changeAt(place, { kind, effect: 'withdrawn', what, ...seen });
}
