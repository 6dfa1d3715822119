/** Every object within a JSON value, with the JSON pointer to it. */
export function* everyObject(value: unknown, pointer = ''): Generator<readonly [string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [pointer, value as Record<string, unknown>];
  for (const [key, inner] of Object.entries(value))
    yield* everyObject(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}
