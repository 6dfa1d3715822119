import { fieldOrder, nestedShape, notesOf, type Shape } from '@mesh/product';

/** Takes the personal fields out of a message; nested documents lose theirs too. */
export type Withhold = (message: unknown) => unknown;

/** Compiles for a shape what `withhold` has to leave out; a message that has nothing of the kind comes back as it is. */
export function withholderOf(shape: Shape): Withhold {
  const notes = notesOf(shape);
  const personal = new Set([...notes].filter(([, { phi }]) => phi).map(([field]) => field));
  const nested = new Map(
    fieldOrder(shape).flatMap((field) => {
      const inner = personal.has(field) ? undefined : nestedShape(shape, field);
      return inner === undefined ? [] : [[field, withholderOf(inner)] as const];
    }),
  );
  // What the shape does not know, such as a field of a later version, might be personal.
  const open = new Set(fieldOrder(shape).filter((field) => !personal.has(field)));
  return (message) => {
    if (typeof message !== 'object' || message === null || Array.isArray(message)) return message;
    const entries = Object.entries(message);
    const kept = entries.filter(([field]) => open.has(field));
    if (kept.length === entries.length && nested.size === 0) return message;
    return Object.fromEntries(kept.map(([field, value]) => [field, nested.get(field)?.(value) ?? value]));
  };
}
