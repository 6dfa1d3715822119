/** A state in which a mesh is not in order. */
export type State = 'issuer away' | 'log standing still' | 'database gone' | 'lake damaged';

/** Errors that take a state of its own to be provoked. One that a product raises itself with 503 takes a missing model. */
export const STATES: Readonly<Record<string, State>> = {
  'ACCESS.ISSUER_UNREACHABLE': 'issuer away',
  'ACCESS.AUDIT_UNAVAILABLE': 'log standing still',
  'RUNTIME.OVERLOADED': 'log standing still',
  'EVENTS.LOG_UNREACHABLE': 'database gone',
  'RUNTIME.IDEMPOTENCY_UNAVAILABLE': 'database gone',
  'LAKE.ENGINE_FAILED': 'lake damaged',
};
