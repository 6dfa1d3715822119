import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const HEART = 'cardiology.heart-disease-risk';

/** What a tool said, as JSON. */
interface Said {
  readonly isError?: boolean;
  readonly said: Record<string, unknown>;
}

describe('given an assistant that speaks for somebody', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  const as = async <Result>(
    identity: string | undefined,
    work: (client: Client) => Promise<Result>,
  ): Promise<Result> => {
    const authorization =
      identity === undefined ? {} : { authorization: `Bearer ${await story.callers.token(identity)}` };
    const client = new Client({ name: 'assistant', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(new URL('/mcp', story.mesh.address()), {
      requestInit: { headers: authorization },
    });
    await client.connect(transport as Transport);
    return work(client).finally(() => client.close());
  };
  const call = async (client: Client, name: string, given: Record<string, unknown>): Promise<Said> => {
    const { isError, content } = await client.callTool({ name, arguments: given });
    const [{ text }] = content as [{ text: string }];
    return { isError: isError === true, said: JSON.parse(text) as Record<string, unknown> };
  };

  it('finds a product by a symptom, reads its contract and its samples', async () => {
    await as('dana-scientist', async (client) => {
      const { said } = await call(client, 'search_products', { q: 'chest pain' });
      expect(said['results']).toContainEqual(expect.objectContaining({ id: HEART }));
      const { contents } = await client.readResource({ uri: `mesh://product/${HEART}/contract` });
      expect((contents[0] as { text: string }).text).toMatch(/^apiVersion: v3/m);
      const samples = await call(client, 'read_samples', { product: HEART, port: 'cohort' });
      expect(samples.said).toMatchObject({ synthetic: true, ports: [{ name: 'cohort' }] });
    });
  });

  it('reads the rows that a scientist may read for research', async () => {
    await as('dana-scientist', async (client) => {
      const asked = { product: HEART, port: 'cohort', columns: ['age', 'thalach'], limit: 3, purpose: 'HRESCH' };
      const { isError, said } = await call(client, 'read_rows', asked);
      expect([isError, said['code']]).toEqual([false, undefined]);
      expect(said['rows']).toHaveLength(3);
    });
  });

  it.each([
    ['bracelet-app', 'TREAT'],
    ['carla-consumer', 'HRESCH'],
    ['dana-scientist', 'TREAT'],
  ])('is refused by the product what %s may not read for %s', async (identity, purpose) => {
    await as(identity, async (client) => {
      const { isError, said } = await call(client, 'read_rows', { product: HEART, port: 'cohort', purpose });
      expect(isError).toBe(true);
      expect(said).toMatchObject({ code: 'ACCESS.DENIED', status: 403, rule: expect.any(String) });
    });
  });

  it('is not let in without a token, and is told where tokens come from', async () => {
    await expect(as(undefined, (client) => client.listTools())).rejects.toThrow();
    const answer = await fetch(`${story.mesh.address()}/mcp`, { method: 'POST' });
    const [, where = ''] = /resource_metadata="([^"]+)"/.exec(answer.headers.get('www-authenticate') ?? '') ?? [];
    expect(await (await fetch(where)).json()).toMatchObject({ authorization_servers: [story.mesh.address()] });
  });
});
