import { tableOf } from '../../terminal/table.js';

/** An agreement on access, as far as the command line shows it. */
export interface Agreement {
  readonly id: string;
  readonly status: string;
  readonly product: string;
  readonly port: string;
  readonly consumer: string;
  readonly purpose: string;
  /** RFC 3339. */
  readonly from: string;
  readonly until: string;
  readonly reveals: readonly string[];
}

/** Agreements in the order given, one a line. */
export function agreementsTable(agreements: readonly Agreement[]): string {
  if (agreements.length === 0) return 'No agreement found.';
  return tableOf(
    ['AGREEMENT', 'STATUS', 'PRODUCT', 'PORT', 'PURPOSE', 'CONSUMER', 'UNTIL'],
    agreements.map(({ id, status, product, port, purpose, consumer, until }) => [
      id,
      status,
      product,
      port,
      purpose,
      consumer,
      until,
    ]),
  );
}

/** One agreement in a sentence. */
export const agreementLine = ({ id, status, consumer, product, port, purpose, until, reveals }: Agreement): string =>
  `Agreement ${id} is ${status}: ${consumer} may use ${product} ${port} for ${purpose} until ${until}` +
  `${reveals.length === 0 ? '' : ', personal data included'}.`;
