/** The eight ways to fail; each edge renders them once (HTTP status, dead-letter header, exit status). */
export const ERROR_KINDS = {
  invalid: { status: 422, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  missing: { status: 404, retryable: false },
  conflict: { status: 409, retryable: false },
  throttled: { status: 429, retryable: true },
  unavailable: { status: 503, retryable: true },
  fault: { status: 500, retryable: false },
} as const;

export type ErrorKind = keyof typeof ERROR_KINDS;

export interface ErrorSpec {
  readonly kind: ErrorKind;
  readonly title: string;
  /** What the reader can do about it. */
  readonly fix: string;
  /** A status of the same class that says more than the kind's own (400, 413, 415 …). */
  readonly status?: number;
}

/** One place of a document that is wrong; names the field by JSON pointer (RFC 6901) and the rule, never the value. */
export interface FieldError {
  readonly pointer: string;
  readonly rule: string;
  readonly message: string;
}

/** What may stand in an error besides its static text; never anything that a caller sent. */
export interface ErrorMeta {
  readonly errors?: readonly FieldError[];
  readonly [key: string]: string | number | boolean | readonly FieldError[] | undefined;
}

/** The one error class: a code from a table, with a fix, a cause and metadata without personal data. */
export class MeshError extends Error {
  override readonly name = 'MeshError';

  constructor(
    readonly code: string,
    readonly spec: ErrorSpec,
    readonly meta: ErrorMeta = {},
    options?: ErrorOptions,
  ) {
    super(spec.title, options);
  }

  get status(): number {
    return this.spec.status ?? ERROR_KINDS[this.spec.kind].status;
  }

  get retryable(): boolean {
    return ERROR_KINDS[this.spec.kind].retryable;
  }
}
