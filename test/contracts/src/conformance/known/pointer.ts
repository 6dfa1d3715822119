/** A part of a document and where it stands. */
export interface Place<Part = unknown> {
  readonly pointer: string;
  readonly part: Part;
}

/** The part below a place; references are followed, so that the pointer is that of what is there in the end. */
export function at<Part = unknown>(
  document: object,
  { pointer, part }: Place,
  ...steps: readonly string[]
): Place<Part> {
  let here: Place = { pointer, part };
  for (const step of steps) {
    const members = (here.part ?? {}) as Readonly<Record<string, unknown>>;
    here = followed(document, { pointer: `${here.pointer}/${escaped(step)}`, part: members[step] });
  }
  return here as Place<Part>;
}

/** The members of an object below a place, by name; nothing when there is no object. */
export function membersOf<Part = unknown>(document: object, place: Place): readonly (readonly [string, Place<Part>])[] {
  const { part } = place;
  if (typeof part !== 'object' || part === null) return [];
  return Object.keys(part).map((name) => [name, at<Part>(document, place, name)] as const);
}

/** The whole document as a place. */
export const top = (document: object): Place => ({ pointer: '', part: document });

function followed(document: object, place: Place): Place {
  const reference = (place.part as { readonly $ref?: unknown } | undefined)?.$ref;
  // A schema that refers says more beside the reference: it is judged where it stands.
  if (typeof reference !== 'string' || Object.keys(place.part as object).length > 1) return place;
  const steps = reference.replace(/^#\//, '').split('/').map(unescaped);
  return at(document, top(document), ...steps);
}

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (step: string): string => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
