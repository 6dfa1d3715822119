/** A decision on one call, as the audit record tells it. */
export interface Decision {
  readonly at: string;
  readonly caller: string;
  readonly port: string;
  readonly purpose?: string;
  readonly permitted: boolean;
  /** The rule that decided, or why none permitted. */
  readonly rule: string;
  readonly traceId: string;
}

/** A page of decisions, the newest first. */
export interface DecisionsPage {
  readonly decisions: readonly Decision[];
  readonly nextCursor?: string;
}

/** The path of the audit record in the API. */
export const AUDIT_PATH = '/access/audit';
