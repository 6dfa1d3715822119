import type { Change } from '../change.js';
import type { Context, KnownPort, Version } from '../comparing/context.js';
import { changeAt, type Place } from '../comparing/place.js';

/** The place of a port, with the way its data flows. */
export function portPlace(name: string, place: Place, context: Context): Place {
  const port = known(name, context.before) ?? known(name, context.after);
  return { ...place, port: name, ...(port !== undefined && { direction: port.direction }) };
}

const known = (name: string, { ports }: Version): KnownPort | undefined => ports.get(name);

/** Whether both versions have the port. */
export const inBoth = (name: string, { before, after }: Context): boolean =>
  before.ports.has(name) && after.ports.has(name);

/** A port that is new. */
export const portAdded = (place: Place): readonly Change[] => [
  changeAt(place, { kind: 'port-added', effect: 'said', what: `the port ${place.port ?? ''} is new` }),
];

/**
 * A port that is gone: breaking, unless its end was announced and the day has come. Whoever was told in time was promised
 * the port until that day and no longer.
 */
export function portRemoved(place: Place, { before, today }: Context): readonly Change[] {
  const name = place.port ?? '';
  const sunset = known(name, before)?.sunset;
  if (sunset === undefined) {
    const what = `the port ${name} is gone, and its end was never announced`;
    return [changeAt(place, { kind: 'port-removed', effect: 'withdrawn', what })];
  }
  if (today === undefined || today < sunset) {
    const what = `the port ${name} is gone before its announced end on ${sunset}`;
    return [changeAt(place, { kind: 'port-removed-before-sunset', effect: 'withdrawn', what })];
  }
  const what = `the port ${name} is gone, as was announced for ${sunset}`;
  return [changeAt(place, { kind: 'port-removed-after-sunset', effect: 'said', what })];
}
