/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, and no list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object, or an empty one. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The value as a list, or an empty one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value when it is a text. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The same text for equal values, whatever the order of their members. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, member: unknown) =>
      isObject(member)
        ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
        : member,
    ) ?? 'undefined'
  );
}

/** Whether two JSON values are equal; the order of members does not count. */
export const same = (one: unknown, other: unknown): boolean => one === other || canonical(one) === canonical(other);

/** The keys of both, each once, those of the first in front. */
export const keysOf = (...objects: readonly JsonObject[]): readonly string[] => [
  ...new Set(objects.flatMap((object) => Object.keys(object))),
];

/** A JSON pointer (RFC 6901). */
export const pointerOf = (tokens: readonly string[]): string =>
  tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const MOST_SHOWN = 200;

/** The value when it is small enough to be shown beside a change. */
export function shown(value: unknown): unknown {
  return value === undefined || canonical(value).length > MOST_SHOWN ? undefined : value;
}

/** A value in a sentence. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : canonical(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
