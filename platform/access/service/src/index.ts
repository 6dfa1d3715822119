export { AccessModule, type AccessOptions } from './access.module.js';
export { AuditErrors } from './audit/audit.errors.js';
export type { AuditQuery } from './audit/audit-query.js';
export { AuditStore, type AuditPage } from './audit/audit-store.js';
export { createIssuer, type Issuer, type IssuerSettings } from './issuer/create-issuer.js';
export type { Credential, Credentials } from './issuer/credentials.js';
export { IDENTITIES, type Identity } from './issuer/identities.js';
export { IssuerErrors } from './issuer/issuer.errors.js';
export { MESH_AUDIENCE, TOKEN_LIFE_SECONDS } from './issuer/provider-settings.js';
