/** An agreement by which somebody may use a port. */
export interface GrantedAgreement {
  readonly id: string;
  /** Name of the port. */
  readonly port: string;
  /** The identity that was granted access. */
  readonly consumer: string;
  readonly purpose: string;
  /** RFC 3339. */
  readonly from?: string;
  readonly until: string;
}

/** Says which agreements on a product are granted now; kept by access. */
export interface AgreementReader {
  /** At most `limit`, those that are in force or will be. */
  granted(product: string, limit: number): Promise<readonly GrantedAgreement[]>;
}

/** Injection token of the reader. */
export const AgreementReader = Symbol('AgreementReader');

/** For a mesh without agreements. */
export const NO_AGREEMENTS: AgreementReader = { granted: () => Promise.resolve([]) };
