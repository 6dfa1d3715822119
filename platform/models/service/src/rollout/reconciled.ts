import type { Rollout } from '@mesh/models';

/** Where the aliases of a model stand. */
export interface Standing {
  readonly champion: string | undefined;
  readonly challenger: string | undefined;
  readonly shadow: string | undefined;
}

/** What follows for a rollout: a change of what stands, or a trial of a shadow alone. */
export type Reconciliation =
  | {
      readonly kind: 'change';
      readonly change: Partial<Rollout> & Pick<Rollout, 'reason'>;
      readonly shadow: string | undefined;
    }
  | { readonly kind: 'shadow'; readonly shadow: string }
  | undefined;

/** What the aliases say of a rollout, which was begun when they stood elsewhere: aliases are moved by many, and they decide. */
export function reconciled(rollout: Rollout | undefined, { champion, challenger, shadow }: Standing): Reconciliation {
  const listening = shadow === champion ? undefined : shadow;
  const halted = (reason: string) =>
    ({ kind: 'change', change: { state: 'halted', share: 0, reason }, shadow: listening }) as const;
  if (rollout !== undefined && rollout.share > 0) {
    if (champion === rollout.challenger)
      return {
        kind: 'change',
        change: { state: 'finished', share: 0, promoted: true, reason: 'the challenger became champion' },
        shadow: listening,
      };
    if (champion !== rollout.champion) return halted('another version became champion');
    if (challenger !== rollout.challenger) return halted('the alias challenger moved to another version');
  }
  const isAlone = rollout === undefined || rollout.share === 0;
  const hasMoved = rollout?.shadow !== listening || (isAlone && champion !== rollout?.champion);
  if (listening !== undefined && isAlone && hasMoved && champion !== undefined)
    return { kind: 'shadow', shadow: listening };
  if (rollout !== undefined && rollout.shadow !== listening)
    return { kind: 'change', change: { reason: 'the alias shadow moved' }, shadow: listening };
  return undefined;
}
