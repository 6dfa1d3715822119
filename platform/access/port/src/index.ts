export { AccessErrors } from './access.errors.js';
export { BatchedAuditTrail, type AuditTrailSettings } from './batched-audit-trail.js';
export { toCaller, isPurpose, PURPOSES, type Caller, type Purpose } from './caller.js';
export { AuditTrail, DECIDED_TOPIC, type Decision } from './decision.js';
export type { Grant, Verdict } from './grant.js';
export { indexGrants, type Policy } from './policy.js';
export { TokenVerifier, type VerifiedToken } from './token-verifier.js';
