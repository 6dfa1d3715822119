export { clientCredentials, type ClientCredentials, type ClientCredentialsSettings } from './client-credentials.js';
export { JwtTokenVerifier, type JwtTokenVerifierSettings } from './jwt-token-verifier.js';
