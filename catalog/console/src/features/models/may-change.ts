import { useMe } from '../../api/me.js';

const MAY_CHANGE = ['domain', 'data-scientist'];

/** Whether the reader may train, promote and withdraw; the registry decides, this only spares them a refusal. */
export function useMayChange(): boolean {
  const me = useMe();
  return me?.roles.some((role) => MAY_CHANGE.includes(role)) === true;
}
