import type { Me } from '../../api/me.js';

/** Who may do what in the life of a model, as the control plane decides it; the console only spares a refusal. */
const ROLES = {
  change: ['domain', 'data-scientist'],
  /** Whoever answers for patients may agree to an override, too. */
  approve: ['domain', 'data-scientist', 'practitioner'],
  holdBack: ['domain', 'data-scientist', 'operator'],
  resume: ['domain', 'operator'],
  readLogs: ['domain', 'data-scientist', 'data-engineer', 'auditor', 'operator'],
} as const;

/** Something that some may do: train and promote, approve an override, halt and pause, let a stopped model answer, read logs. */
export type Deed = keyof typeof ROLES;

/** Whether the roles of somebody allow it. */
export const mayDo = (me: Pick<Me, 'roles'> | undefined, deed: Deed): boolean =>
  me?.roles.some((role) => (ROLES[deed] as readonly string[]).includes(role)) === true;
