/** Verifies a bearer token locally and remembers the verdict until the token expires. */
export interface TokenVerifier {
  /** Throws ACCESS.TOKEN_MISSING or ACCESS.TOKEN_INVALID (401). Fast for a token seen before. */
  verify(authorization: string | undefined): Promise<VerifiedToken> | VerifiedToken;
}

export interface VerifiedToken {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly purpose?: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** Injection token of the verifier. */
export const TokenVerifier = Symbol('TokenVerifier');
