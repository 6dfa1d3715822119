import { useMe } from '../../api/me.js';
import { mayDo, type Deed } from './may-do.js';

/** Whether the reader may do something; the control plane decides, this only spares them a refusal. */
export const useMay = (deed: Deed): boolean => mayDo(useMe(), deed);

/** Whether the reader may train, promote and withdraw. */
export const useMayChange = (): boolean => useMay('change');
