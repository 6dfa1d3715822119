import type { KnownProduct } from '../known/known-product.js';
import type { OpenApi, Operation } from '../known/open-api.js';

/** An error with which an operation says it may answer. */
export interface DocumentedError {
  readonly operation: Operation;
  readonly status: number;
  readonly code: string;
}

export const errorsOf = ({ operations }: OpenApi): readonly DocumentedError[] =>
  operations.flatMap((operation) =>
    operation.answers.flatMap(({ status, codes }) => codes.map((code) => ({ operation, status, code }))),
  );

/** Areas whose errors any product may have; every other one is an area of products. */
const OF_THE_PLATFORM = ['ACCESS', 'EVENTS', 'INGEST', 'LAKE', 'RUNTIME', 'SERVING'];

/** The errors that the product raises itself. */
export const ownErrorsOf = ({ openApi }: KnownProduct): readonly DocumentedError[] =>
  errorsOf(openApi).filter(({ code }) => !OF_THE_PLATFORM.includes(code.split('.')[0] ?? ''));
