import { breaks, type Change, type Hurt } from '../change.js';

/** Somebody who relies on a port. */
export interface Consumer {
  readonly id: string;
  /** Absent when the whole product is relied on. */
  readonly port?: string;
  /** A product that declares it as an input, somebody with an agreement, or somebody who was seen to use it. */
  readonly kind: 'product' | 'agreement' | 'caller';
  readonly purpose?: string;
  readonly until?: string;
  readonly lastUsedAt?: string;
  /** Where it is known from. */
  readonly source: string;
}

/** A consumer with the changes that would break it. */
export interface Breakage {
  readonly consumer: Consumer;
  readonly changes: readonly Change[];
}

/** Which consumers the changes would break: those who rely on a port that hurts somebody, or on a product that does. */
export function breakagesOf(consumers: readonly Consumer[], changes: readonly Change[]): readonly Breakage[] {
  const breaking = changes.filter(breaks);
  return consumers
    .map((consumer) => ({ consumer, changes: breaking.filter((change) => concerns(change, consumer)) }))
    .filter((breakage) => breakage.changes.length > 0);
}

/** A product that consumes a port only reads it; who calls a port may do both. */
const reached: Readonly<Record<Consumer['kind'], readonly Hurt[]>> = {
  product: ['readers', 'both'],
  agreement: ['readers', 'writers', 'both'],
  caller: ['readers', 'writers', 'both'],
};

const concerns = (change: Change, { port, kind }: Consumer): boolean =>
  (change.port === undefined || port === undefined || change.port === port) && reached[kind].includes(change.hurts);
