import type { DeadLetter } from '@mesh/events';
import { EventReader } from '../message/event-reader.js';
import { KafkaEvent, type Place } from '../message/kafka-event.js';
import { recordOf } from '../message/record-of.js';
import { Redelivered } from '../message/redelivered.js';
import { Unreadable } from '../message/unreadable.js';
import type { NewRecord, RecordHeader } from '../wire/record-batch.js';
import type { RecordView } from '../wire/record-view.js';

/** What a dead letter says besides the event: where it stood and why it died, never what is in it. */
const LETTER = {
  STATE: 'mesh_state',
  ERROR_CODE: 'mesh_error_code',
  ERROR_CLASS: 'mesh_error_class',
  PLACES: 'mesh_error_places',
  ATTEMPTS: 'mesh_attempts',
  GROUP: 'mesh_group',
  TOPIC: 'mesh_origin_topic',
  PARTITION: 'mesh_origin_partition',
  OFFSET: 'mesh_origin_offset',
  APPENDED_AT: 'mesh_origin_appended_at',
  DEAD_AT: 'mesh_dead_at',
  VALUE: 'mesh_value',
} as const;

/** `dead`, or on its way back to the group. */
export type LetterState = 'dead' | 'redeliver';

export interface Letter extends DeadLetter {
  readonly event: KafkaEvent;
  readonly group: string;
  readonly state: LetterState;
}

/** Where a document broke which rule, `/measuredAt:format`. */
const isPlace = (word: string) => word.startsWith('/');

const NO_CODE = 'none';
const LETTER_BYTES = 3 * 1_048_576;

/** Names the letter in its topic: the latest record of a key counts, and one without a value ends the letter. */
export const letterKey = ({ partition, offset }: Pick<Place, 'partition' | 'offset'>): string =>
  `${partition}/${offset}`;

/** An event that a group gives up, as a message that any consumer of Kafka can read. */
export function letterOf(
  event: KafkaEvent,
  { group, cause, attempts, deadAt }: { group: string; cause: string; attempts: number; deadAt: Date },
): NewRecord {
  const words = cause.split(' ');
  const places = words.filter(isPlace);
  const [first = NO_CODE, second] = words.filter((word) => !isPlace(word));
  const { headers, value } = contentOf(event);
  const told: [string, string][] = [
    [LETTER.STATE, 'dead'],
    [LETTER.ERROR_CODE, second === undefined ? NO_CODE : first],
    [LETTER.ERROR_CLASS, second ?? first],
    ...(places.length > 0 ? [[LETTER.PLACES, places.join(' ')] as [string, string]] : []),
    [LETTER.ATTEMPTS, String(attempts)],
    [LETTER.GROUP, group],
    [LETTER.TOPIC, event.topic],
    [LETTER.PARTITION, String(event.partition)],
    [LETTER.OFFSET, String(event.offset)],
    [LETTER.APPENDED_AT, event.appendedAt],
    [LETTER.DEAD_AT, deadAt.toISOString()],
  ];
  return { key: letterKey(event), value, headers: [...headers, ...told.map(headerOf)] };
}

/** The same letter in another state. */
export function restated(record: RecordView, state: LetterState): NewRecord {
  const headers = record.headers.map(([name, value]): RecordHeader => {
    return name === LETTER.STATE ? headerOf([LETTER.STATE, state]) : [Buffer.from(name), value ?? null];
  });
  return { key: record.key ?? null, value: record.value ?? null, headers };
}

/** Ends a letter: Kafka forgets what stood under its key when it compacts the topic. */
export const ended = (event: Pick<Place, 'partition' | 'offset'>): NewRecord => ({
  key: letterKey(event),
  value: null,
  headers: [],
});

const reader = new EventReader();

/** Undefined for what is no letter. */
export function readLetter(record: RecordView): Letter | undefined {
  if (record.value === undefined) return undefined;
  const said = new Map(record.headers.map(([name, value]) => [name, value?.toString() ?? '']));
  const topic = said.get(LETTER.TOPIC);
  const group = said.get(LETTER.GROUP);
  const [partition, offset] = [Number(said.get(LETTER.PARTITION)), Number(said.get(LETTER.OFFSET))];
  const appendedMs = Date.parse(said.get(LETTER.APPENDED_AT) ?? '');
  if (topic === undefined || group === undefined || !Number.isSafeInteger(partition) || !Number.isSafeInteger(offset))
    return undefined;
  const timestampMs = Number.isNaN(appendedMs) ? record.timestampMs : appendedMs;
  const original = record.without({ value: said.has(LETTER.VALUE), timestampMs, offset });
  const event = reader.read({ topic, partition }, original);
  const code = said.get(LETTER.ERROR_CODE) ?? NO_CODE;
  return {
    event,
    group,
    state: said.get(LETTER.STATE) === 'redeliver' ? 'redeliver' : 'dead',
    cause: [code === NO_CODE ? undefined : code, said.get(LETTER.ERROR_CLASS) ?? 'Error', said.get(LETTER.PLACES)]
      .filter((part) => part !== undefined)
      .join(' '),
    attempts: Number(said.get(LETTER.ATTEMPTS) ?? 1),
    deadAt: said.get(LETTER.DEAD_AT) ?? new Date(record.timestampMs).toISOString(),
  };
}

function contentOf(given: KafkaEvent): { headers: readonly RecordHeader[]; value: string | Buffer } {
  const event = given instanceof Redelivered ? given.original : given;
  if (!(event instanceof Unreadable)) {
    const { headers, value } = recordOf(event, event.json);
    return { headers, value: value ?? '' };
  }
  const { headers, value } = event;
  const size = headers.reduce((sum, [name, bytes]) => sum + name.length + (bytes?.length ?? 0), value?.length ?? 0);
  if (size > LETTER_BYTES) return { headers: [headerOf([LETTER.VALUE, 'omitted'])], value: '' };
  if (value === undefined) return { headers: [...headers, headerOf([LETTER.VALUE, 'none'])], value: '' };
  return { headers, value };
}

const headerOf = ([name, value]: readonly [string, string]): RecordHeader => [Buffer.from(name), value];
