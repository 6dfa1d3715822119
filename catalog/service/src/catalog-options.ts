/** How the catalog works. */
export interface CatalogOptions {
  /** How often services announce themselves; three missed beats mean away. Default 5 s. */
  readonly beatMs?: number;
  /** How often the use of products is counted for the order of what is found. Default 5 s. */
  readonly rankEveryMs?: number;
  /** Who gives tokens for the door of assistants. Default the origin at which they ask. */
  readonly issuer?: string;
  /** Default the system clock. */
  readonly now?: () => Date;
}

/** Injection token of the completed options. */
export const CatalogSettings = Symbol('CatalogSettings');

/** Options with every default filled in. */
export type CatalogSettings = Required<Omit<CatalogOptions, 'issuer'>> & Pick<CatalogOptions, 'issuer'>;

/** Fills in the defaults. */
export const catalogSettings = (options: CatalogOptions): CatalogSettings => ({
  beatMs: options.beatMs ?? 5_000,
  rankEveryMs: options.rankEveryMs ?? 5_000,
  ...(options.issuer !== undefined && { issuer: options.issuer }),
  now: options.now ?? (() => new Date()),
});
