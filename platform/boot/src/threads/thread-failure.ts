import { MeshError } from '@mesh/product';

/** What a thread says of an error: classes do not survive the way between threads; a row of an error table does. */
export type ThreadFailure = Pick<MeshError, 'code' | 'spec' | 'meta'> | undefined;

export const failureOf = (error: unknown): ThreadFailure =>
  error instanceof MeshError ? { code: error.code, spec: error.spec, meta: error.meta } : undefined;

/** The error again, on the other side; `otherwise` says what failed where it was none of ours. */
export const errorOf = (failure: ThreadFailure, otherwise: string): Error =>
  failure === undefined ? new Error(otherwise) : new MeshError(failure.code, failure.spec, failure.meta);
