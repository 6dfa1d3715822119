/** What a port does with the data that changed: takes it in, gives it out, or both; `meta` is about the product, not its data. */
export type Direction = 'input' | 'output' | 'both' | 'meta';

/** Who is worse off: those who read what the port gives, those who write to it, both, or nobody. */
export type Hurt = 'readers' | 'writers' | 'both' | 'nobody';

/** The smallest step of the semantic version that a change asks for. */
export type Step = 'major' | 'minor' | 'patch';

/** One difference between two versions of the documents of a product, judged. */
export interface Change {
  /** What happened, in kebab case: `field-optional`, `unit-changed`, `port-removed`. */
  readonly kind: string;
  /** Absent when the whole product is concerned. */
  readonly port?: string;
  /** The field within the port's document: `accuracy.value`, `tags[]`. */
  readonly field?: string;
  readonly document: string;
  /** JSON pointer into the document, of the released one where the thing is gone. */
  readonly path: string;
  readonly direction: Direction;
  readonly hurts: Hurt;
  readonly deserves: Step;
  /** Absent when there was nothing before, or when it is too large to show. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** A sentence for people: what is different, and what that does to whom. */
  readonly because: string;
  /** The comparison could not decide, and so took the worst. */
  readonly undecided?: true;
  /** Other documents that say the same. */
  readonly alsoIn?: readonly string[];
}

/** Whether somebody has to change what they do. */
export const breaks = (change: Change): boolean => change.hurts !== 'nobody';
