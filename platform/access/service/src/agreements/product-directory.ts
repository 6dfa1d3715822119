/** What an agreement needs to know of a product. */
export interface KnownProduct {
  readonly domain: string;
  /** Names of its ports. */
  readonly ports: readonly string[];
}

/** Says which products there are, as far as agreements ask. */
export interface ProductDirectory {
  /** Undefined when there is none of this id. */
  find(id: string): Promise<KnownProduct | undefined>;
}

/** Injection token of the directory. */
export const ProductDirectory = Symbol('ProductDirectory');
