import { fieldOrder, nestedShape, notesOf, type Shape } from '@mesh/product';

/** Takes the personal fields out of a message; nested documents lose theirs too. */
export type Withhold = (message: unknown) => unknown;

/** Compiles for a shape what `withhold` has to leave out; a shape without personal fields gives messages back as they are. */
export function withholderOf(shape: Shape): Withhold {
  const notes = notesOf(shape);
  const personal = new Set([...notes].filter(([, { phi }]) => phi).map(([field]) => field));
  const nested = new Map(
    fieldOrder(shape).flatMap((field) => {
      const inner = personal.has(field) ? undefined : nestedShape(shape, field);
      return inner === undefined ? [] : [[field, withholderOf(inner)] as const];
    }),
  );
  if (personal.size === 0 && nested.size === 0) return (message) => message;
  return (message) => {
    if (typeof message !== 'object' || message === null || Array.isArray(message)) return message;
    const kept = Object.entries(message).filter(([field]) => !personal.has(field));
    return Object.fromEntries(kept.map(([field, value]) => [field, nested.get(field)?.(value) ?? value]));
  };
}
