/** One place of a document that its standard or the house refuses. */
export interface Finding {
  /** RFC 6901, empty for the whole document. */
  readonly pointer: string;
  /** The keyword of the schema or the rule of the house. */
  readonly rule: string;
  readonly message: string;
}

/** A member of a YAML document; what is absent is undefined all the way down. */
export type Node = Readonly<Record<string, unknown>>;

/** The objects of a list; an absent list has none. */
export const nodesOf = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter((item): item is Node => typeof item === 'object' && item !== null) : [];

/** A finding for each value that stands more than once. */
export function repeated(values: readonly unknown[], pointer: string, what: string): readonly Finding[] {
  const again = values.filter((value, at) => value !== undefined && values.indexOf(value) !== at);
  return [...new Set(again)].map((value) => ({
    pointer,
    rule: 'unique',
    message: `${what} ${String(value)} stands more than once`,
  }));
}

/** A finding unless the value is one of a vocabulary. */
export const oneOf = (value: unknown, vocabulary: readonly string[], pointer: string): readonly Finding[] =>
  vocabulary.includes(value as string)
    ? []
    : [{ pointer, rule: 'vocabulary', message: `must be one of ${vocabulary.join(', ')}` }];

/** A finding if what must not be is the case. */
export const foundIf = (wrong: boolean, pointer: string, rule: string, message: string): readonly Finding[] =>
  wrong ? [{ pointer, rule, message }] : [];
