/** How the catalog works. */
export interface CatalogOptions {
  /** How often services announce themselves; three missed beats mean away. Default 5 s. */
  readonly beatMs?: number;
  /** How often the use of products is counted for the order of what is found. Default 5 s. */
  readonly rankEveryMs?: number;
  /** Default the system clock. */
  readonly now?: () => Date;
}

/** Injection token of the completed options. */
export const CatalogSettings = Symbol('CatalogSettings');

/** Options with every default filled in. */
export type CatalogSettings = Required<CatalogOptions>;

/** Fills in the defaults. */
export const catalogSettings = (options: CatalogOptions): CatalogSettings => ({
  beatMs: options.beatMs ?? 5_000,
  rankEveryMs: options.rankEveryMs ?? 5_000,
  now: options.now ?? (() => new Date()),
});
