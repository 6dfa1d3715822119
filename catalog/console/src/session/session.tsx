import { useState, type ReactNode } from 'react';
import { WebStorageStateStore, type UserManagerSettings } from 'oidc-client-ts';
import { AuthProvider, useAuth } from 'react-oidc-context';
import type { ConsoleSettings } from './console-settings.js';

/** The path to which the issuer sends a reader back. */
export const SIGNED_IN_PATH = '/signed-in';

/** Authorization code with PKCE; tokens live in this tab and end with it. */
export function signInSettings({ issuer, clientId, scope, resource }: ConsoleSettings): UserManagerSettings {
  return {
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${location.origin}${SIGNED_IN_PATH}`,
    post_logout_redirect_uri: `${location.origin}/`,
    response_type: 'code',
    scope: scope ?? 'openid profile',
    resource: resource ?? 'urn:mesh',
    loadUserInfo: false,
    monitorSession: false,
    // With a refresh token only: no frame of another origin is let into the page.
    automaticSilentRenew: true,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  };
}

/** Holds who is signed in; a mesh that does not say how to sign in is read signed out. */
export function Session({ settings, children }: { settings: ConsoleSettings | undefined; children: ReactNode }) {
  // Without settings the provider still gives every component its (signed out) session.
  const known = settings ?? { issuer: location.origin, clientId: '' };
  return (
    <AuthProvider {...signInSettings(known)} skipSigninCallback={location.pathname !== SIGNED_IN_PATH}>
      <Restored>{children}</Restored>
    </AuthProvider>
  );
}

/** Waits until it is known whether somebody is signed in: else every page would first ask as nobody. */
function Restored({ children }: { children: ReactNode }) {
  const { isLoading } = useAuth();
  const [known, setKnown] = useState(location.pathname === SIGNED_IN_PATH);
  if (!isLoading && !known) setKnown(true);
  return known ? children : null;
}
