/** A document as it is stored, and the path at which anybody may read it. */
export interface Stored<Document = unknown> {
  readonly at: string;
  readonly document: Document;
}

/** One figure, read from where it is stored. */
export interface CardFigure {
  readonly name: string;
  readonly value: number;
  /** Ends of the 95 % interval, where one is stored. */
  readonly low?: number;
  readonly high?: number;
  /** Cases that it rests on. */
  readonly n?: number;
  /** Where it is stored: a path of the control plane, and a JSON pointer (RFC 6901) into what is read there. */
  readonly from: string;
}

/** What lies at a JSON pointer of a document; undefined where nothing does. */
export function at(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (within, step) =>
        typeof within === 'object' && within !== null && Object.hasOwn(within, step)
          ? (within as Record<string, unknown>)[step]
          : undefined,
      document,
    );
}

/** One step of a JSON pointer. */
export const step = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/**
 * The figure at a place of a stored document, a number or a measure with its interval; none where nothing is stored. There
 * is no other way to a figure of a card, so that none is made up.
 */
export function figuresAt(
  { at: path, document }: Stored,
  names: Readonly<Record<string, string>>,
): readonly CardFigure[] {
  return Object.entries(names).flatMap(([pointer, name]) => {
    const found = at(document, pointer);
    const from = `${path}#${pointer}`;
    if (isNumber(found)) return [{ name, value: found, from }];
    const { value, low, high, n } = (found ?? {}) as Readonly<Record<string, unknown>>;
    if (!isNumber(value)) return [];
    return [{ name, value, ...(isNumber(low) && isNumber(high) && { low, high }), ...(isNumber(n) && { n }), from }];
  });
}
