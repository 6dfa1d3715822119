import type { Change } from '../change.js';
import { listOf, objectOf } from '../json.js';
import { changeAt, inside, type Comparer, type Finding, type Place } from '../comparing/place.js';

const rowKey: Finding = { kind: 'row-key-changed', effect: 'withdrawn', what: 'rows are told apart by another field' };
const eventId: Finding = {
  kind: 'event-id-changed',
  effect: 'withdrawn',
  what: 'events are told apart by another field',
};
const partition: Finding = {
  kind: 'partition-changed',
  effect: 'withdrawn',
  what: 'files are divided by another field, and readers that choose by the old one read everything or nothing',
};

/** What became of the key and of the partition of an element; told once, not for each field. */
export const keys: Comparer = (before, after, place) => {
  const [was, is] = [objectOf(before), objectOf(after)];
  return [
    ...flagChanges(
      'primaryKey',
      [was.properties, is.properties],
      place,
      was.physicalType === 'topic' ? eventId : rowKey,
    ),
    ...flagChanges('partitioned', [was.properties, is.properties], place, partition),
  ];
};

const POSITIONS = { primaryKey: 'primaryKeyPosition', partitioned: 'partitionKeyPosition' } as const;

function flagChanges(
  flag: keyof typeof POSITIONS,
  sides: readonly [unknown, unknown],
  place: Place,
  finding: Finding,
): readonly Change[] {
  const [before, after] = sides.map((properties) => fieldsWith(properties, flag));
  return before === after ? [] : [changeAt(inside(place, flag), { ...finding, before, after })];
}

/** The flagged fields in their order. */
const fieldsWith = (properties: unknown, flag: keyof typeof POSITIONS): string =>
  listOf(properties)
    .map(objectOf)
    .filter((field) => field[flag] === true)
    .sort((one, other) => Number(one[POSITIONS[flag]] ?? 0) - Number(other[POSITIONS[flag]] ?? 0))
    .map(({ name }) => String(name))
    .join(', ');
