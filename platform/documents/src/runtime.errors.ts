import { defineErrors } from '@mesh/product';

/** What a port may answer besides its own errors: the runtime raises them, the documents of every product list them. */
export const RuntimeErrors = defineErrors('RUNTIME', {
  BODY_NOT_JSON: {
    kind: 'invalid',
    status: 400,
    title: 'The body is not a JSON document',
    fix: 'Send one JSON document in UTF-8.',
  },
  BODY_TOO_DEEP: {
    kind: 'invalid',
    status: 400,
    title: 'The body is nested too deeply',
    fix: 'Send a document as flat as the contract shows.',
  },
  BODY_REPEATS_A_FIELD: {
    kind: 'invalid',
    status: 400,
    title: 'A field stands twice in one object',
    fix: 'Send each field once.',
  },
  BODY_TOO_LARGE: {
    kind: 'invalid',
    status: 413,
    title: 'The body is larger than this port takes',
    fix: 'Send a smaller document.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    kind: 'invalid',
    status: 415,
    title: 'The port does not take this media type',
    fix: 'Send Content-Type: application/json.',
  },
  BODY_INVALID: {
    kind: 'invalid',
    title: 'The document does not keep the contract',
    fix: 'Mend the fields listed in errors.',
  },
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'A query parameter is not understood',
    fix: 'Mend the parameters listed in errors.',
  },
  REQUEST_MALFORMED: {
    kind: 'invalid',
    status: 400,
    title: 'The request is not well-formed',
    fix: 'Check method, headers and body.',
  },
  ROUTE_UNKNOWN: {
    kind: 'missing',
    title: 'Nothing is served at this address',
    fix: 'See /.well-known/data-products for what is served here.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    kind: 'invalid',
    status: 400,
    title: 'The Idempotency-Key is not usable',
    fix: 'Send 1 to 255 visible ASCII characters, for example a UUID.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'invalid',
    title: 'The Idempotency-Key was used with another document',
    fix: 'Use a new key for a new document.',
  },
  IDEMPOTENCY_KEY_BUSY: {
    kind: 'conflict',
    title: 'The first call with this Idempotency-Key is still in progress',
    fix: 'Repeat the call in a few seconds.',
  },
  IDEMPOTENCY_UNAVAILABLE: {
    kind: 'unavailable',
    title: 'Whether the call is a repeat cannot be told just now',
    fix: 'Repeat the call with the same Idempotency-Key after the time in Retry-After.',
  },
  METHOD_NOT_ALLOWED: {
    kind: 'invalid',
    status: 405,
    title: 'What is served at this address does not take this method',
    fix: 'Use one of the methods in Allow.',
  },
  DEADLINE_EXCEEDED: {
    kind: 'unavailable',
    title: 'The answer was not ready in time',
    fix: 'Repeat the call; with an Idempotency-Key it is safe.',
  },
  OVERLOADED: {
    kind: 'unavailable',
    title: 'Too many calls are in progress',
    fix: 'Repeat the call after the time in Retry-After.',
  },
  TOO_MANY_STREAMS: {
    kind: 'throttled',
    title: 'Too many streams of this port are open',
    fix: 'Close streams that nobody reads, then open this one after the time in Retry-After.',
  },
  ANSWER_INVALID: {
    kind: 'fault',
    title: 'The answer does not keep the contract',
    fix: 'Report the trace id to the owner of the product.',
  },
  MESSAGE_INVALID: {
    kind: 'fault',
    title: 'The event does not keep the contract',
    fix: 'Report the trace id to the owner of the product.',
  },
  UNEXPECTED: {
    kind: 'fault',
    title: 'Something failed that was not foreseen',
    fix: 'Report the trace id to the operator.',
  },
});
