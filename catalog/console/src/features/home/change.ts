/** Something that happened to a product. */
export interface Change {
  readonly id: string;
  readonly at: string;
  readonly product: string;
  readonly title: string;
  readonly version: string;
  readonly kind: string;
  /** What happened, in a sentence. */
  readonly summary: string;
}

/** A page of changes, the newest first. */
export interface ChangesPage {
  readonly changes: readonly Change[];
  readonly nextCursor?: string;
}
