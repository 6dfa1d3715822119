/** Verifies a bearer token locally and remembers the verdict until the token expires. */
export interface TokenVerifier {
  /** Throws ACCESS.TOKEN_MISSING or ACCESS.TOKEN_INVALID (401). Fast for a token seen before. */
  verify(authorization: string | undefined): Promise<VerifiedToken> | VerifiedToken;
}

export interface VerifiedToken {
  readonly subject: string;
  readonly roles: readonly string[];
  /** What the bearer acts for unless the request names another purpose. */
  readonly purpose?: string;
  /** What the issuer has registered the bearer for; a request may name any of these. */
  readonly purposes?: readonly string[];
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** Injection token of the verifier. */
export const TokenVerifier = Symbol('TokenVerifier');
