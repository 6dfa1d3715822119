import { exchange } from '../calling/exchange.js';
import { AsyncApi } from './async-api.js';
import { DataContract } from './data-contract.js';
import { OpenApi } from './open-api.js';

/** A document as it was served. */
export interface FetchedDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** What `/samples` gives of one port. */
export interface PortSamples {
  readonly name: string;
  readonly kind: 'rest' | 'event' | 'dataset';
  readonly direction: 'input' | 'output';
  readonly samples: readonly unknown[];
}

/** All that a stranger knows of a product who has read its published documents and nothing else. */
export interface KnownProduct {
  readonly id: string;
  /** Base URL of the service that keeps it. */
  readonly address: string;
  readonly documents: readonly FetchedDocument[];
  readonly openApi: OpenApi;
  /** Undefined for a product without topics. */
  readonly asyncApi: AsyncApi | undefined;
  readonly contract: DataContract;
  readonly samples: readonly PortSamples[];
}

interface Listed {
  readonly id: string;
  readonly links: {
    readonly samples: string;
    readonly documents: readonly { readonly name: string; readonly href: string }[];
  };
}

/** Reads what a service says of a product, from its well-known address on. */
export async function learnProduct(id: string, address: string): Promise<KnownProduct> {
  const { products } = await json<{ readonly products: readonly Listed[] }>(`${address}/.well-known/data-products`);
  const listed = products.find((product) => product.id === id);
  if (listed === undefined) throw new Error(`${address} does not serve ${id}`);
  const documents = await Promise.all(
    listed.links.documents.map(async ({ name, href }) => {
      const { headers, text } = await exchange(`${address}${href}`);
      return { name, mediaType: headers.get('content-type') ?? '', text };
    }),
  );
  const textOf = (name: string): string | undefined => documents.find((document) => document.name === name)?.text;
  const asyncApi = textOf('asyncapi.json');
  const { ports } = await json<{ readonly ports: readonly PortSamples[] }>(`${address}${listed.links.samples}`);
  return {
    id,
    address,
    documents,
    openApi: new OpenApi(JSON.parse(textOf('openapi.json') ?? '') as object),
    asyncApi: asyncApi === undefined ? undefined : new AsyncApi(JSON.parse(asyncApi) as object),
    contract: new DataContract(textOf('contract.odcs.yaml') ?? ''),
    samples: ports,
  };
}

async function json<Answer>(url: string): Promise<Answer> {
  const { status, text } = await exchange(url);
  if (status !== 200) throw new Error(`${url} answers ${status}`);
  return JSON.parse(text) as Answer;
}
