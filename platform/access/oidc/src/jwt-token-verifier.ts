import { AccessErrors, type TokenVerifier, type VerifiedToken } from '@mesh/access';
import { MeshError } from '@mesh/product';
import { errors, jwtVerify } from 'jose';
import { IssuerKeys } from './issuer-keys.js';
import { JwksFile } from './jwks-file.js';
import { Remembered } from './remembered-tokens.js';
import { tokenOf } from './token-claims.js';

/** Whose tokens are accepted, for whom, and where the issuer's keys are kept between starts. */
export interface JwtTokenVerifierSettings {
  /** Exactly as in the claim `iss`. */
  readonly issuer: string;
  /** Exactly as in the claim `aud`. */
  readonly audience: string;
  readonly jwksCacheFile?: string;
  readonly clock?: () => Date;
  /** How long the issuer may take to answer. Default 3 s. */
  readonly timeoutMs?: number;
}

const MAX_HEADER_CHARACTERS = 8 * 1024;
const MAX_REMEMBERED = 10_000;
const MAX_REFUSED = 1000;
const REFUSED_FOR_MS = 2000;
const LEEWAY_SECONDS = 5;
const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA'];
/** RFC 9068 section 2.1, and what Microsoft Entra ID writes in access tokens. */
const TYPES = new Set([undefined, 'at+jwt', 'application/at+jwt', 'jwt']);

interface Refusal {
  readonly error: MeshError;
  readonly untilMs: number;
}

/**
 * Verifies JSON Web Tokens of one issuer (RFC 7519, RFC 8725, RFC 9068) against its published keys. A verified token is
 * remembered until it expires or its key is withdrawn, so that the next request costs one look-up and no signature.
 */
export class JwtTokenVerifier implements TokenVerifier {
  private readonly clockMs: () => number;
  private readonly keys: IssuerKeys;
  private readonly remembered = new Remembered<VerifiedToken>(MAX_REMEMBERED);
  private readonly refused = new Remembered<Refusal>(MAX_REFUSED);

  constructor(private readonly settings: JwtTokenVerifierSettings) {
    const { issuer, jwksCacheFile, clock, timeoutMs = 3000 } = settings;
    this.clockMs = clock === undefined ? Date.now : () => clock().getTime();
    const file = jwksCacheFile === undefined ? undefined : new JwksFile(jwksCacheFile, issuer);
    this.keys = new IssuerKeys({
      issuer,
      file,
      clockMs: this.clockMs,
      timeoutMs,
      onWithdrawn: () => this.remembered.clear(),
    });
  }

  /** The token of an Authorization header, at once when it is remembered; raises ACCESS.TOKEN_MISSING, TOKEN_INVALID, ISSUER_UNREACHABLE. */
  verify(authorization: string | undefined): Promise<VerifiedToken> | VerifiedToken {
    if (authorization === undefined) throw AccessErrors.TOKEN_MISSING();
    // Before any look-up: a look-up hashes the text.
    if (authorization.length > MAX_HEADER_CHARACTERS) throw invalid('too large');
    const nowMs = this.clockMs();
    this.keys.refreshWhenStale(nowMs);
    const known = this.remembered.get(authorization);
    if (known !== undefined && known.expiresAt * 1000 > nowMs) return known;
    if (known !== undefined) this.remembered.delete(authorization);
    const refusal = this.refused.get(authorization);
    if (refusal !== undefined && refusal.untilMs > nowMs) throw refusal.error;
    return this.verifyAndRemember(authorization);
  }

  private async verifyAndRemember(authorization: string): Promise<VerifiedToken> {
    const [, jwt] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization) ?? [];
    if (jwt === undefined)
      throw /^Bearer +\S/i.test(authorization) ? invalid('malformed') : AccessErrors.TOKEN_MISSING();
    try {
      const token = await this.check(jwt);
      if (token.expiresAt * 1000 > this.clockMs()) this.remembered.set(authorization, token);
      return token;
    } catch (failure) {
      const error = failure instanceof MeshError ? failure : invalid(reasonOf(failure), failure);
      // An issuer that is away says nothing about the token.
      if (!error.retryable) this.refused.set(authorization, { error, untilMs: this.clockMs() + REFUSED_FOR_MS });
      throw error;
    }
  }

  private async check(jwt: string): Promise<VerifiedToken> {
    const { issuer, audience } = this.settings;
    const { payload, protectedHeader } = await jwtVerify(jwt, (header) => this.keys.keyFor(header), {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(this.clockMs()),
      requiredClaims: ['exp', 'sub'],
    });
    if (!TYPES.has(protectedHeader.typ?.toLowerCase())) throw invalid('type');
    const token = tokenOf(payload);
    if (token === undefined) throw invalid('claims');
    return token;
  }
}

function invalid(reason: string, cause?: unknown): MeshError {
  return AccessErrors.TOKEN_INVALID({ reason }, cause === undefined ? undefined : { cause });
}

/** Says what was wrong in fixed words; claim names are only repeated when they are the registered ones. */
function reasonOf(failure: unknown): string {
  if (failure instanceof errors.JWTExpired) return 'expired';
  if (failure instanceof errors.JWTClaimValidationFailed) {
    const reasons: Record<string, string> = {
      iss: 'issuer',
      aud: 'audience',
      nbf: 'not yet valid',
      exp: 'expiry',
      sub: 'subject',
    };
    return reasons[failure.claim] ?? 'claims';
  }
  if (failure instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (failure instanceof errors.JWKSNoMatchingKey || failure instanceof errors.JWKSMultipleMatchingKeys)
    return 'unknown key';
  if (failure instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  return 'malformed';
}
