/** What the home page reads of an agreement about access. */
export interface Agreement {
  readonly id: string;
  readonly product: string;
  readonly port: string;
  readonly status: string;
  readonly until?: string;
}

/** A page of agreements. */
export interface AgreementsPage {
  readonly agreements: readonly Agreement[];
}
