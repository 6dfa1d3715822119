import { createHash } from 'node:crypto';
import type { NewEvent } from '@mesh/events';

/** Who wrote a message, and which of its messages it is: everything else of it follows from these. */
export interface Mark {
  readonly writer: string;
  readonly seq: number;
}

/** What a message says of itself, so that a reader can tell whether it is whole. */
export interface Contents extends Mark {
  readonly body: string;
  readonly sum: string;
}

const SOURCE = '/faults';
export const MESSAGE_TYPE = 'faults.happened.v1';

export const idOf = ({ writer, seq }: Mark): string => `${writer}-${seq}`;

/** Each writer has keys of its own: in which order they were written is then known. */
export const keyOf = ({ writer, seq }: Mark, keys: number): string => `${writer}-k${seq % keys}`;

/** The message of a writer with this number, the same whenever it is made. */
export function messageOf(mark: Mark, { keys, size, once }: { keys: number; size: number; once: boolean }): NewEvent {
  const body = createHash('sha256')
    .update(idOf(mark))
    .digest('hex')
    .repeat(Math.ceil(size / 64))
    .slice(0, size);
  const data: Contents = { ...mark, body, sum: sumOf({ ...mark, body }) };
  return {
    id: idOf(mark),
    source: SOURCE,
    type: MESSAGE_TYPE,
    time: '2026-01-01T00:00:00Z',
    key: keyOf(mark, keys),
    data,
    once,
  };
}

/** Whether contents are as they were made: nothing cut off, nothing mixed in. */
export function isWhole(id: string, data: unknown): data is Contents {
  if (typeof data !== 'object' || data === null) return false;
  const { writer, seq, body, sum } = data as Partial<Contents>;
  if (typeof writer !== 'string' || typeof seq !== 'number' || typeof body !== 'string') return false;
  return id === idOf({ writer, seq }) && sum === sumOf({ writer, seq, body });
}

const sumOf = ({ writer, seq, body }: Omit<Contents, 'sum'>): string =>
  createHash('sha256').update(`${writer}\n${seq}\n${body}`).digest('base64url').slice(0, 22);
