import { defineErrors } from '@mesh/product';

/** What can go wrong between a token and an open port. */
export const AccessErrors = defineErrors('ACCESS', {
  TOKEN_MISSING: {
    kind: 'unauthenticated',
    title: 'The request carries no bearer token',
    fix: 'Send the header "Authorization: Bearer <token>"; `mesh token --as <identity>` prints a token.',
  },
  TOKEN_INVALID: {
    kind: 'unauthenticated',
    title: 'The bearer token is not accepted',
    fix: 'Ask the issuer for a new token with the audience of the mesh; "reason" says what was wrong with this one.',
  },
  DENIED: {
    kind: 'forbidden',
    title: 'No grant opens this port to the caller for this purpose',
    fix: 'Name the purpose of use, or ask the owner of the product for access (`mesh access ask`); "rule" says which is missing.',
  },
  AGREEMENTS_UNREAD: {
    kind: 'unavailable',
    title: 'The service has just started and does not know all agreements yet',
    fix: 'Repeat the call after the time in Retry-After.',
  },
  PURPOSE_UNKNOWN: {
    kind: 'invalid',
    title: 'The purpose of use is no code that the mesh knows',
    fix: 'Use an HL7 PurposeOfUse code: TREAT, ETREAT, HRESCH, PUBHLTH, HOPERAT, HQUALIMP, PATRQT or HSYSADMIN.',
  },
  GRANT_INCOMPLETE: {
    kind: 'invalid',
    title: 'A grant names no role, no port or no purpose',
    fix: 'Give the grant a role and at least one port and one purpose, or remove it.',
  },
  ISSUER_UNREACHABLE: {
    kind: 'unavailable',
    title: 'The token issuer does not answer and none of its keys is at hand',
    fix: 'Start the control plane or check OIDC_ISSUER, then try again.',
  },
  CREDENTIALS_REFUSED: {
    kind: 'unauthenticated',
    title: 'The issuer refused the client credentials',
    fix: 'Check the client id and secret against the credentials file of the issuer and the purposes of the client.',
  },
  AUDIT_UNAVAILABLE: {
    kind: 'unavailable',
    title: 'The decision could not be recorded, so the request was not served',
    fix: 'Try again; if it lasts, check that the event log accepts events.',
  },
});
