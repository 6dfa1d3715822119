/** HL7 v3 PurposeOfUse codes that a grant may name. */
export type PurposeOfUse = 'TREAT' | 'ETREAT' | 'HRESCH' | 'PUBHLTH' | 'HOPERAT' | 'HQUALIMP' | 'PATRQT' | 'HSYSADMIN';

/** Opens ports of the product to a role for purposes; what no grant opens stays closed. */
export interface PortGrant<PortName extends string = string> {
  readonly role: string;
  readonly ports: readonly PortName[];
  readonly purposes: readonly PurposeOfUse[];
  /** Personal fields stay withheld from dataset readers unless named here. */
  readonly reveals?: readonly 'phi'[];
}
