import type { Database } from '@mesh/database';
import type { Recent } from './recent.js';
import type { Subject } from './subject.js';

/** What was done so that tokens are names of nobody. */
export interface Forgotten {
  /** Keys that were destroyed. */
  readonly keys: number;
  /** Other entries that were sealed anew because they shared a key with a forgotten one. */
  readonly resealed: number;
}

/** Who is behind a token, and which token stands for whom; a domain has tokens of its own. */
export interface Subjects {
  /** Makes a domain known as one that speaks of persons. */
  register(domain: string): Promise<void>;
  domains(): Promise<readonly string[]>;
  /** Tokens of a domain by `nameOf`, as far as they were looked up lately; only good while `isCurrent`. */
  known(domain: string): Recent<string>;
  /** False when this process has not heard for a while whether somebody was retired: it has to `enter` again. */
  isCurrent(): boolean;
  /** Makes the tokens of these subjects known, new ones durably. */
  enter(subjects: readonly Subject[]): Promise<void>;
  /** What stands behind tokens, by token; those of the retired and the forgotten are left out, within `TRUST_MS`. */
  reveal(tokens: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
  /** The same for tokens that are retired and not forgotten yet: for whoever has to find what is to be removed. */
  revealRetired(tokens: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
  /** Within a transaction: whatever the person does from now on gets another token. Returns the one that they had. */
  retire(transaction: Database, domain: string, person: string): Promise<string>;
  /** Destroys what tells who was behind these retired tokens; may be repeated at any time. */
  forget(tokens: readonly string[]): Promise<Forgotten>;
  close(): Promise<void>;
}

/** Injection token of the subjects. */
export const Subjects = Symbol('Subjects');
