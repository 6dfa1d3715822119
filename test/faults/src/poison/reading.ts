import type { EventStore, LoggedEvent } from '@mesh/events';

/** What the handler takes: a count of heart beats of a patient. */
export interface Reading {
  readonly patient: string;
  readonly beats: number;
  readonly note: string;
}

/** Notes at which the handler fails in ways of their own. */
export const CHANGED = 'changed by hand';
export const TRAP = 'trap';

/** As a careless handler does it: it quotes what it met. */
export function readingOf({ data }: LoggedEvent): Reading {
  const { patient, beats, note } = data as Reading;
  if (typeof patient !== 'string' || typeof note !== 'string')
    throw new TypeError(`no reading: ${JSON.stringify(data)}`);
  if (typeof beats !== 'number' || beats > 300) throw new RangeError(`${patient} has ${beats} beats`);
  if (note === CHANGED) throw `${patient} was changed`;
  if (note === TRAP) throw unreadable(patient);
  return { patient, beats, note };
}

/** What some libraries throw: it fails when it is looked at. */
const unreadable = (patient: string): object =>
  Object.defineProperty({}, 'name', {
    get: () => {
      throw new Error(`${patient} cannot be read`);
    },
  });

/** The effect of readings, one row each. */
export async function keep(transaction: EventStore, events: readonly LoggedEvent[]): Promise<void> {
  for (const event of events) {
    const { note } = readingOf(event);
    await transaction.query('INSERT INTO faults.effects (id, is_whole, member, partition) VALUES ($1, true, $2, $3)', [
      event.id,
      note,
      event.partition,
    ]);
  }
}
