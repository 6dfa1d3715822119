import { Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';

/** Remembers which product declares to read from which. */
@Injectable()
export class InputStore {
  /** Each product once, as it is now. */
  async write(transaction: Database, products: readonly ProductDescription[]): Promise<void> {
    await transaction.query(`DELETE FROM catalog.input WHERE product_id = ANY ($1::text[])`, [
      products.map(({ id }) => id),
    ]);
    const inputs = products.flatMap(({ id, inputs }) =>
      inputs.map(({ name, from }) => {
        const [product = '', port = ''] = from.split(':');
        return [id, name, product, port] as const;
      }),
    );
    if (inputs.length === 0) return;
    await transaction.query(
      `INSERT INTO catalog.input (product_id, name, from_product, from_port)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
      [0, 1, 2, 3].map((column) => inputs.map((input) => input[column])),
    );
  }
}
