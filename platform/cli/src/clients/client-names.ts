/** What a client is called after. */
export interface ClientNames {
  /** Of the product. */
  readonly id: string;
  readonly product: string;
  readonly title: string;
  readonly version: string;
  /** Name of the package in Python. */
  readonly module: string;
}
