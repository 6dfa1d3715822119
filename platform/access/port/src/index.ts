export { AccessErrors } from './access.errors.js';
export { withAgreements } from './agreed-policy.js';
export { AGREED_TOPIC, AGREED_TOPIC_SETTINGS, ruleOf, type AgreedAccess, type AgreementStatus } from './agreement.js';
export { BatchedAuditTrail, type AuditTrailSettings } from './batched-audit-trail.js';
export { toCaller, isPurpose, PURPOSES, type Caller, type Purpose } from './caller.js';
export { AuditTrail, DECIDED_TOPIC, type Decision } from './decision.js';
export {
  ERASED_TOPIC,
  ERASURE_REPORTED_TOPIC,
  ERASURE_TOPICS,
  type Erased,
  type ErasedFrom,
  type ErasureReport,
} from './erasure.js';
export type { Grant, Verdict } from './grant.js';
export { HeldAgreements } from './held-agreements.js';
export { indexGrants, type Policy } from './policy.js';
export { TokenVerifier, type VerifiedToken } from './token-verifier.js';
