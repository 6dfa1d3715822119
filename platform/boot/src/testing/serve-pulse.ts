import { AccessErrors, type TokenVerifier, type VerifiedToken } from '@mesh/access';
import { DataProductModule } from '@mesh/runtime';
import { Gate, pulse, PulseService } from './pulse-product.js';
import { serveForTest, type GroundForTest, type ServedForTest } from './serve-for-test.js';

/** Test double: knows three tokens without an issuer. */
class KnownTokens implements TokenVerifier {
  private readonly known: ReadonlyMap<string, VerifiedToken> = new Map(
    [
      ['clinic', 'TREAT'],
      ['data-scientist', 'HRESCH'],
      ['practitioner', 'TREAT'],
    ].map(([role = '', purpose = '']) => [
      `Bearer ${role}`,
      { subject: `${role}-app`, roles: [role], purpose, expiresAt: Number.MAX_SAFE_INTEGER },
    ]),
  );

  verify(authorization: string | undefined): VerifiedToken {
    if (authorization === undefined) throw AccessErrors.TOKEN_MISSING();
    // A token that ends a second after it is shown.
    if (authorization === 'Bearer short-lived') {
      const expiresAt = Date.now() / 1_000 + 1;
      return { subject: 'short-lived-app', roles: ['data-scientist'], purpose: 'HRESCH', expiresAt };
    }
    // A clinic that its issuer has registered for research, and for quality besides.
    if (authorization === 'Bearer clinic-for-research') {
      const purposes = ['HRESCH', 'HQUALIMP'];
      return { subject: 'research-app', roles: ['clinic'], purpose: 'HRESCH', purposes, expiresAt: 4e9 };
    }
    const token = this.known.get(authorization);
    if (token === undefined) throw AccessErrors.TOKEN_INVALID();
    return token;
  }
}

export interface ServedPulse extends ServedForTest {
  readonly gate: Gate;
}

/** The pulse product behind its doors; closes `db` with the rest. */
export async function servePulse(db: GroundForTest): Promise<ServedPulse> {
  const gate = new Gate();
  const product = DataProductModule.serve(pulse, PulseService, {
    recipes: {},
    providers: [{ provide: Gate, useValue: gate }],
  });
  return { gate, ...(await serveForTest(db, product, new KnownTokens())) };
}
