/** Somebody who is to be forgotten: the token that stands for them in the log, and who they are in the clear. */
export interface ForgottenPerson {
  readonly domain: string;
  readonly token: string;
  readonly person: string;
}

/** A state of a service besides log and lake that may hold persons, or their tokens. */
export interface PersonalStore {
  readonly name: string;
  /** Removes what it has of the person and tells how many rows; may be repeated at any time. */
  erase(forgotten: ForgottenPerson): Promise<number>;
}

/** Tells who is behind retired tokens, while that can still be told. */
export interface PersonResolver {
  /** Makes a domain known as one that speaks of persons: it is told of each erasure. */
  register(domain: string): Promise<void>;
  /** By token; who was forgotten is left out. */
  revealRetired(tokens: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
}

/** What a service needs so that it can forget. */
export interface ErasureParts {
  readonly persons: PersonResolver;
  readonly stores: readonly PersonalStore[];
  /** From the moment a token is retired, it may be written for this long by who has not heard yet. */
  readonly settleMs: number;
}
