import type { Purpose } from '@mesh/access';
import type { Database } from '@mesh/database';

/** A consumer of a product by agreement. */
export interface AgreedConsumer {
  readonly agreement: string;
  readonly consumer: string;
  readonly port: string;
  readonly purpose: Purpose;
  /** RFC 3339. */
  readonly from: string;
  readonly until: string;
}

const MOST = 1000;

/** Tells others of the control plane who uses what by agreement. */
export class AgreementReader {
  constructor(
    private readonly database: Database,
    private readonly clock: () => Date,
  ) {}

  /** Agreements on a product that are granted and not over, by consumer; 1,000 at most. */
  async grantedOf(product: string): Promise<readonly AgreedConsumer[]> {
    const rows = await this.database.query<Omit<AgreedConsumer, 'from' | 'until'> & { from_at: Date; until_at: Date }>(
      `SELECT id AS agreement, consumer, port, purpose, from_at, until_at FROM agreements.agreement
       WHERE product = $1 AND status = 'granted' AND until_at > $2::timestamptz ORDER BY consumer, id LIMIT ${MOST}`,
      [product, this.clock().toISOString()],
    );
    return rows.map(({ from_at: from, until_at: until, ...consumer }) => ({
      ...consumer,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
    }));
  }
}
