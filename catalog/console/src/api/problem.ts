/** A field that the server found wrong, named by its JSON pointer. */
export interface ProblemField {
  readonly pointer: string;
  readonly rule?: string;
  readonly message: string;
}

/** An error as the mesh tells it (RFC 9457). */
export interface Problem {
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly code?: string;
  /** What to do about it. */
  readonly detail?: string;
  /** `urn:trace:<id>` */
  readonly instance?: string;
  readonly errors?: readonly ProblemField[];
}

/** Thrown by every call that was not answered well. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** Status of a call that got no answer at all. */
export const NO_ANSWER = 0;

/** The trace id of a problem, by which its story can be found in the logs. */
export const traceOf = ({ instance }: Problem): string | undefined => instance?.replace(/^urn:trace:/, '');

/** Whatever was thrown, as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { title: error instanceof Error ? error.message : String(error), status: NO_ANSWER };
}
