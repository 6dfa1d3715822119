/** A policy verdict as it is recorded: every one, permitted or denied. */
export interface Decision {
  /** RFC 3339. */
  readonly at: string;
  readonly caller: string;
  /** `urn:mesh:<domain>:<product>:<port>`, or `urn:mesh:platform:<capability>:<port>`. */
  readonly port: string;
  readonly purpose?: string | undefined;
  readonly permitted: boolean;
  /** The rule that decided, or why none permitted. */
  readonly rule: string;
  readonly traceId: string;
}

/** Remembers decisions; what it acknowledged survives a crash. */
export interface AuditTrail {
  record(decision: Decision): Promise<void>;
  close(): Promise<void>;
}

/** Injection token of the audit trail. */
export const AuditTrail = Symbol('AuditTrail');

/** Topic of decisions; each event carries those of one flush: `{ decisions: Decision[] }`. */
export const DECIDED_TOPIC = 'platform.access.decided.v1';
