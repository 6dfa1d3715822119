import { useCallback, useMemo } from 'react';
import { useAuth } from 'react-oidc-context';

/** Who reads, and how to change that. */
export interface ReadersSession {
  readonly signedIn: boolean;
  /** The reader's bearer token; never shown, never stored anywhere else. */
  readonly token: string | undefined;
  /** The name to greet the reader by. */
  readonly name: string | undefined;
  /** Leaves for the sign-in page and comes back to where the reader is now. */
  readonly signIn: () => void;
  readonly signOut: () => void;
}

/** The session of the reader. */
export function useSession(): ReadersSession {
  const auth = useAuth();
  const user = auth.user?.expired === true ? undefined : (auth.user ?? undefined);
  const signIn = useCallback(() => {
    const returnTo = location.pathname + location.search + location.hash;
    void auth.signinRedirect({ state: { returnTo } });
  }, [auth]);
  const signOut = useCallback(() => {
    // At an issuer that cannot be asked to forget the reader, this tab at least does.
    auth.signoutRedirect().catch(() => auth.removeUser());
  }, [auth]);
  return useMemo(
    () => ({
      signedIn: user !== undefined,
      token: user?.access_token,
      name: user?.profile.name ?? user?.profile.sub,
      signIn,
      signOut,
    }),
    [user, signIn, signOut],
  );
}
