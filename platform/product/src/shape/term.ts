import type { Concept } from './field-notes.js';

/** A word that several domains share, with one meaning. */
export interface Term {
  /** Kebab case, permanent. */
  readonly id: string;
  readonly title: string;
  /** What the word means here, in a sentence. */
  readonly definition: string;
  /** Other words that people search for. */
  readonly synonyms: readonly string[];
  /** The same concept in published terminologies. */
  readonly concepts: readonly Concept[];
}

/** Declares a term of the shared glossary; fields refer to it with `@Means`. */
export const term = (
  id: string,
  spec: { title: string; definition: string; synonyms?: readonly string[]; concepts?: readonly Concept[] },
): Term => Object.freeze({ id, synonyms: [], concepts: [], ...spec });
