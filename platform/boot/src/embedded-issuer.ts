import { CONSOLE_CLIENT_ID, CONSOLE_SCOPE, createIssuer, SIGNED_IN_PATH } from '@mesh/access-service';
import type { ConsoleSettings, Issuer, SignInAttempt } from '@mesh/access-service';
import { continueTrace } from '@mesh/runtime';
import type { Configuration } from './configuration.js';
import type { ServiceParts } from './service-parts.js';

const SIGN_IN_URN = 'urn:mesh:platform:control-plane:sign-in';

/** Opens the issuer of a mesh without one of its own; each attempt to sign in is audited. */
export async function embeddedIssuer(
  { oidcIssuer, issuer, home, domains }: Configuration,
  { audit, logger }: Pick<ServiceParts, 'audit' | 'logger'>,
): Promise<Issuer | undefined> {
  if (oidcIssuer !== undefined) return undefined;
  const onSignIn = ({ identity = 'unknown', succeeded }: SignInAttempt): void => {
    const rule = succeeded ? 'sign-in: identity and secret belong together' : 'sign-in: identity or secret is wrong';
    const { traceId } = continueTrace(undefined);
    const decision = { at: new Date().toISOString(), caller: identity, port: SIGN_IN_URN, permitted: succeeded };
    audit
      .record({ ...decision, rule, traceId })
      .catch((cause: unknown) => logger.error({ cause }, 'an attempt to sign in could not be recorded'));
  };
  const onFault = (cause: Error): void => logger.error({ cause }, 'the token issuer failed');
  return createIssuer({ issuer, home, domains, onFault, onSignIn });
}

/** How the console signs people in: at the embedded issuer, or at another where it is registered. */
export function consoleSettings(configuration: Configuration): ConsoleSettings | undefined {
  const { issuer, oidcIssuer, oidcAudience, oidcConsoleClientId, domains } = configuration;
  const clientId = oidcIssuer === undefined ? CONSOLE_CLIENT_ID : oidcConsoleClientId;
  if (clientId === undefined) return undefined;
  return { issuer, clientId, resource: oidcAudience, scope: CONSOLE_SCOPE, redirectPath: SIGNED_IN_PATH, domains };
}
