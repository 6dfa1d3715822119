/** A version of a product that was ever announced. */
export interface ListedVersion {
  readonly version: string;
  readonly current: boolean;
  readonly firstSeenAt: string;
  readonly replacedAt?: string;
  readonly documents: number;
}

/** A page of versions. */
export interface VersionsPage {
  readonly versions: readonly ListedVersion[];
  readonly nextCursor?: string;
}

/** One difference between two versions, judged. */
export interface DocumentChange {
  readonly kind: string;
  readonly port?: string;
  readonly field?: string;
  readonly document: string;
  readonly path: string;
  readonly hurts: string;
  readonly deserves: string;
  readonly because: string;
}

/** What lies between two versions. */
export interface Comparison {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly DocumentChange[];
  readonly verdict?: {
    /** The smallest step that the changes deserve together. */
    readonly deserves?: string;
    readonly smallest: string;
    /** Whether the later version is named as it deserves. */
    readonly acceptable: boolean;
  };
  /** Consumers that would break, with the places of the changes in `changes`. */
  readonly breaks: readonly {
    readonly consumer: { readonly id: string; readonly port?: string; readonly kind: string };
    readonly changes: readonly number[];
  }[];
}
