import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

import type { Json } from '@mesh/testing';

import { pulse, startCatalog, type CatalogUnderTest } from '../../testing/catalog.suite.js';

const contract = `apiVersion: v3.1.0\n# ${'long '.repeat(20_000)}\n`;
const samples = JSON.stringify({
  product: pulse.id,
  synthetic: true,
  ports: [{ name: 'history', samples: [{ pulse: 70 }] }],
});
const describedContract = {
  name: 'contract.odcs.yaml',
  mediaType: 'application/yaml',
  path: '/pulse/v1/contract.odcs.yaml',
  sha256: '',
};

/** A data port as a product serves it: it lets scientists in for research, and remembers how it was asked. */
class PortOfAProduct {
  readonly asked: { url: string; headers: IncomingHttpHeaders }[] = [];
  private constructor(private readonly server: Server) {}

  static async start(): Promise<PortOfAProduct> {
    const server = createServer();
    const port = new PortOfAProduct(server);
    server.on('request', (request, response) => {
      const { headers, url = '' } = request;
      port.asked.push({ url, headers });
      if (url.includes('limit=99')) return void response.end('x'.repeat(300_000));
      const may = headers.authorization === 'Bearer data-scientist' && headers['mesh-purpose'] === 'HRESCH';
      response.statusCode = may ? 200 : 403;
      response.end(
        JSON.stringify(
          may
            ? { rows: [{ pulse: 71 }], cursor: 'more' }
            : { code: 'ACCESS.DENIED', title: 'No grant opens this port', detail: 'Ask the owner.', rule: 'no grant' },
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return port;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

describe('given an assistant', () => {
  let catalog: CatalogUnderTest;
  let product: PortOfAProduct;
  let client: Client;

  const connect = async (role: string): Promise<Client> => {
    const one = new Client({ name: 'test', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(new URL('/mcp', catalog.service.address), {
      requestInit: { headers: { authorization: `Bearer ${role}` } },
    });
    await one.connect(transport as Transport);
    return one;
  };
  const call = async (name: string, given: Record<string, unknown>, by = client): Promise<Json> => {
    const answer = (await by.callTool({ name, arguments: given })) as Json;
    return { ...answer, said: JSON.parse(answer.content[0].text) };
  };

  beforeAll(async () => {
    catalog = await startCatalog();
    product = await PortOfAProduct.start();
    const described = { ...pulse, documents: [describedContract] };
    await catalog.announce(described, {
      address: product.address,
      documents: [
        { name: 'contract.odcs.yaml', text: contract },
        { name: 'samples.json', text: samples },
      ],
    });
    await catalog.announce(
      {
        ...pulse,
        id: 'cardiology.far',
        name: 'far',
        title: 'Far',
        terms: [],
        ports: [{ ...pulse.ports[2]!, path: 'http://other.example/rows' }],
      },
      { address: product.address },
    );
    await catalog.heard();
    client = await connect('data-scientist');
  });

  afterAll(async () => {
    await client.close();
    await catalog.close();
    await product.close();
  });

  it('is told what it can do, with the schema of every argument', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'search_products',
      'describe_product',
      'read_document',
      'read_samples',
      'read_rows',
    ]);
    for (const { inputSchema, annotations } of tools) {
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(annotations?.readOnlyHint).toBe(true);
    }
  });

  it('finds a product by a synonym and describes it', async () => {
    const { structuredContent } = await call('search_products', { q: 'heart rate', limit: 5 });
    expect(structuredContent.results[0]).toMatchObject({
      id: 'cardiology.pulse',
      fields: [{ field: 'pulse' }, expect.anything()],
    });
    const { said } = await call('describe_product', { product: 'cardiology.pulse' });
    expect(said).toMatchObject({ title: 'Pulse', owner: pulse.owner, promises: pulse.promises });
  });

  it('reads a long contract a part at a time', async () => {
    const first = (await call('read_document', { product: pulse.id, name: 'contract.odcs.yaml' })).said;
    let text = first.text as string;
    for (let next = first.nextOffset as number | undefined; next !== undefined;) {
      const { said } = await call('read_document', { product: pulse.id, name: 'contract.odcs.yaml', offset: next });
      text += said.text;
      next = said.nextOffset;
    }
    expect(text).toBe(contract);
    expect(first.text.length).toBeLessThan(contract.length);
  });

  it('reads samples', async () => {
    expect((await call('read_samples', { product: pulse.id, port: 'history' })).said.ports).toEqual([
      { name: 'history', samples: [{ pulse: 70 }] },
    ]);
  });

  it('finds contracts among the resources and reads them by address', async () => {
    const { resources } = await client.listResources();
    expect(resources).toContainEqual(expect.objectContaining({ uri: 'mesh://product/cardiology.pulse/contract' }));
    const { contents } = await client.readResource({ uri: 'mesh://product/cardiology.pulse/contract' });
    expect(contents).toEqual([
      { uri: 'mesh://product/cardiology.pulse/contract', mimeType: expect.stringContaining('yaml'), text: contract },
    ]);
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(3);
    await expect(client.readResource({ uri: 'mesh://product/cardiology.none/contract' })).rejects.toThrow(
      'no such resource',
    );
    await expect(client.readResource({ uri: 'file:///etc/passwd' })).rejects.toThrow('no such resource');
  });

  it('reads rows with the token of its caller, for the purpose that it names', async () => {
    product.asked.length = 0;
    const { said } = await call('read_rows', {
      product: pulse.id,
      port: 'history',
      columns: ['pulse'],
      from: '2026-01-01T00:00:00Z',
      equals: { site: 'a&b' },
      limit: 5,
      purpose: 'HRESCH',
    });
    expect(said).toEqual({ rows: [{ pulse: 71 }], cursor: 'more' });
    const [asked] = product.asked;
    const url = new URL(asked!.url, product.address);
    expect(url.pathname).toBe('/pulse/v1/history');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      columns: 'pulse',
      from: '2026-01-01T00:00:00Z',
      site: 'a&b',
      limit: '5',
    });
    expect(asked!.headers).toMatchObject({ authorization: 'Bearer data-scientist', 'mesh-purpose': 'HRESCH' });
    expect(asked!.headers.traceparent).toMatch(/^00-/);
  });

  it('sends no token to where a product was that has gone', async () => {
    const gone = { ...pulse, id: 'cardiology.gone', name: 'gone', terms: [] };
    await catalog.announce(gone, { address: product.address });
    await catalog.announce(gone, { address: product.address, state: 'stopped' });
    await catalog.heard();
    product.asked.length = 0;
    const { said } = await call('read_rows', { product: gone.id, port: 'history', purpose: 'HRESCH' });
    expect(said.code).toBe('MCP.PORT_WITHOUT_ROWS');
    expect(product.asked).toEqual([]);
  });

  it('is told by the product that its caller may not, as an error that says why', async () => {
    const other = await connect('device-app');
    const answer = await call('read_rows', { product: pulse.id, port: 'history', purpose: 'HRESCH' }, other);
    expect(answer.isError).toBe(true);
    expect(answer.said).toMatchObject({
      code: 'ACCESS.DENIED',
      status: 403,
      rule: 'no grant',
      detail: 'Ask the owner.',
    });
    const withoutPurpose = await call('read_rows', { product: pulse.id, port: 'history' });
    expect(withoutPurpose).toMatchObject({ isError: true, said: { code: 'ACCESS.DENIED' } });
    await other.close();
  });

  it('gives the token of its caller to the service of the product and to nobody else', async () => {
    const answer = await call('read_rows', { product: 'cardiology.far', port: 'history', purpose: 'HRESCH' });
    expect(answer).toMatchObject({ isError: true, said: { code: 'MCP.PORT_WITHOUT_ROWS' } });
  });

  it.each([
    ['a port that has no rows', 'read_rows', { product: 'cardiology.pulse', port: 'taken' }, 'MCP.PORT_WITHOUT_ROWS'],
    [
      'an answer without an end',
      'read_rows',
      { product: 'cardiology.pulse', port: 'history', limit: 99 },
      'MCP.ANSWER_TOO_LARGE',
    ],
    [
      'more rows than it may',
      'read_rows',
      { product: 'cardiology.pulse', port: 'history', limit: 101 },
      'MCP.ARGUMENTS_INVALID',
    ],
    ['an argument that there is not', 'search_products', { question: 'x' }, 'MCP.ARGUMENTS_INVALID'],
    ['a product that there is not', 'describe_product', { product: 'cardiology.none' }, 'CATALOG.PRODUCT_UNKNOWN'],
    [
      'a document that there is not',
      'read_document',
      { product: 'cardiology.pulse', name: 'x' },
      'CATALOG.DOCUMENT_UNKNOWN',
    ],
    ['a cursor of its own making', 'search_products', { q: 'x', cursor: '!!' }, 'CATALOG.QUERY_INVALID'],
  ])('is told what is wrong with %s', async (_, tool, given, code) => {
    const answer = await call(tool, given);
    expect([answer.isError, answer.said.code]).toEqual([true, code]);
    expect(answer.said.detail).toEqual(expect.any(String));
    expect(answer.content[0].text).not.toContain('question');
  });

  it('is told that there is no such tool', async () => {
    await expect(client.callTool({ name: 'drop_table', arguments: {} })).rejects.toThrow('no tool of this name');
  });
});
