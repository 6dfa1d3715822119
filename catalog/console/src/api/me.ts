import { useSession } from '../session/use-session.js';
import { useRead } from './queries.js';

/** The reader, as the mesh knows them. */
export interface Me {
  readonly id: string;
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
}

/** Who the reader is; asks only when signed in. */
export function useMe(): Me | undefined {
  const { signedIn } = useSession();
  return useRead<Me>('/access/me', { when: signedIn }).data;
}
