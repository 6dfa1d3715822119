import type { Purpose } from './caller.js';

/** One line of a product's policy: who may use which ports for which purposes. */
export interface Grant {
  readonly role: string;
  /** Names of the product's ports, as its declaration spells them. */
  readonly ports: readonly string[];
  readonly purposes: readonly Purpose[];
  /** What the caller sees in the clear; without `phi` protected fields are withheld. */
  readonly reveals?: readonly 'phi'[];
}

/** What policy says of one caller at one port; a remembered object, equal questions get the identical one. */
export interface Verdict {
  readonly permitted: boolean;
  /** The rule that decided, or why none permitted; names the owner and never the caller. */
  readonly rule: string;
  readonly reveals: readonly 'phi'[];
}
