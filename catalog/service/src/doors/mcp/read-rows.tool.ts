import { Inject, Injectable } from '@nestjs/common';

import { ProductReader } from '../../product-reader.js';
import type { Assistant } from './assistant.js';
import { McpErrors } from './mcp.errors.js';
import { askPort } from './port-call.js';
import { inputOf, PRODUCT_ID, type Tool } from './tool.js';

const MOST = 100;
const FEW = 20;
const instant = (description: string) => ({ type: 'string', maxLength: 40, description });

interface Asked {
  readonly product: string;
  readonly port: string;
  readonly columns?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly equals?: Readonly<Record<string, string | number | boolean>>;
  readonly limit?: number;
  readonly cursor?: string;
  readonly purpose?: string;
}

/** Rows of a dataset, asked for at the product itself: its own policy decides what the caller may see. */
@Injectable()
export class ReadRowsTool implements Tool<Asked> {
  readonly name = 'read_rows';
  readonly title = 'Read rows of a dataset';
  readonly description = `Real rows of a dataset port, at most ${MOST}, with the rights of whoever you speak for: the product decides, and personal fields may be left out. Name the purpose of use.`;
  readonly input = inputOf(
    {
      product: PRODUCT_ID,
      port: { type: 'string', pattern: '^[\\w-]{1,100}$', description: 'The name of a port of kind dataset' },
      columns: {
        type: 'array',
        items: { type: 'string', pattern: '^\\w{1,64}$' },
        minItems: 1,
        maxItems: 100,
        description: 'Only these columns',
      },
      from: instant('Only rows from this time on, RFC 3339'),
      to: instant('Only rows before this time, RFC 3339'),
      equals: {
        type: 'object',
        propertyNames: { pattern: '^\\w{1,64}$' },
        maxProperties: 10,
        additionalProperties: { type: ['string', 'number', 'boolean'] },
        description: 'Only rows with these values; never personal ones',
      },
      limit: { type: 'integer', minimum: 1, maximum: MOST, description: `How many, ${FEW} unless told` },
      cursor: { type: 'string', maxLength: 500, description: 'The cursor of an earlier answer' },
      purpose: { type: 'string', pattern: '^[A-Z]{4,10}$', description: 'HL7 purpose of use, such as HRESCH or TREAT' },
    },
    ['product', 'port'],
  );

  constructor(@Inject(ProductReader) private readonly products: ProductReader) {}

  async run({ product, port, columns, equals, purpose, limit = FEW, ...rest }: Asked, assistant: Assistant) {
    const { product: described } = await this.products.describe(product);
    const dataset = described.ports.find(({ name, kind }) => name === port && kind === 'dataset');
    // What was left behind by a service that is away may be somebody else's by now.
    const isServed = described.status === 'up' && dataset?.url !== undefined;
    if (!isServed || !belongsTo(described.address, dataset.url)) throw McpErrors.PORT_WITHOUT_ROWS();
    const url = new URL(dataset.url);
    const { from, to, cursor } = rest;
    const asked = { ...equals, from, to, cursor, limit, columns: columns?.join(',') };
    for (const [name, value] of Object.entries(asked))
      if (value !== undefined) url.searchParams.set(name, String(value));
    return askPort(url, purpose === undefined ? assistant : { ...assistant, purpose });
  }
}

/** The caller's token goes to the service of the product and nowhere else. */
function belongsTo(address: string | undefined, url: string): boolean {
  return address !== undefined && URL.canParse(address) && new URL(address).origin === new URL(url).origin;
}
