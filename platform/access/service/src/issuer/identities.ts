import type { Purpose } from '@mesh/access';

/** What an identity may claim in its tokens; the first purpose is the one it gets without asking. */
export interface Identity {
  readonly roles: readonly string[];
  readonly purposes: readonly Purpose[];
}

/** Identities by their name. */
export type Identities = Readonly<Record<string, Identity>>;

const identity = (purpose: Purpose, ...roles: string[]): Identity => ({ roles, purposes: [purpose] });
/** Who keeps a product also looks at what it says of a patient, and at how well. */
const team = (domain: string): Identity => ({
  roles: ['domain', `domain:${domain}`],
  purposes: ['HOPERAT', 'TREAT', 'HQUALIMP'],
});

/** The identities that a mesh has from its first start: one for every kind of user, one for every domain team. */
export const IDENTITIES: Identities = {
  'bracelet-app': identity('TREAT', 'device-app'),
  'clinic-app': identity('TREAT', 'clinic'),
  'dana-scientist': identity('HRESCH', 'data-scientist'),
  'eng-engineer': identity('HOPERAT', 'data-engineer'),
  'carla-consumer': identity('HOPERAT', 'consumer'),
  'gov-auditor': identity('HOPERAT', 'auditor'),
  'pat-practitioner': identity('TREAT', 'practitioner'),
  'ops-operator': identity('HSYSADMIN', 'operator'),
  'dpo-privacy': identity('HOPERAT', 'privacy-officer'),
  'team-cardiology': team('cardiology'),
  'team-epidemiology': team('epidemiology'),
  'team-logistics': team('logistics'),
  'team-radiology': team('radiology'),
};

/** As IDENTITIES, with a team for each of these domains. */
export const identitiesOf = (domains: readonly string[]): Identities => ({
  ...IDENTITIES,
  ...Object.fromEntries(domains.map((domain) => [`team-${domain}`, team(domain)])),
});
