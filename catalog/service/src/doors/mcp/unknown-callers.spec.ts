import type { Json } from '@mesh/testing';

import { startCatalog, type CatalogUnderTest } from '../../testing/catalog.suite.js';

describe('given a caller that the door does not know', () => {
  let catalog: CatalogUnderTest;
  beforeAll(async () => (catalog = await startCatalog()));
  afterAll(() => catalog.close());

  const post = (headers: Record<string, string>, body: unknown = { jsonrpc: '2.0', id: 1, method: 'tools/list' }) =>
    fetch(`${catalog.service.address}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: JSON.stringify(body),
    });

  it('is asked for a token and told where tokens come from (RFC 9728)', async () => {
    const answer = await post({});
    const { address } = catalog.service;
    expect([answer.status, ((await answer.json()) as Json).code]).toEqual([401, 'ACCESS.TOKEN_MISSING']);
    const challenge = answer.headers.get('www-authenticate')!;
    expect(challenge).toBe(`Bearer resource_metadata="${address}/.well-known/oauth-protected-resource/mcp"`);
    const metadata = (await (await fetch(/resource_metadata="([^"]+)"/.exec(challenge)![1]!)).json()) as Json;
    expect(metadata).toMatchObject({
      resource: `${address}/mcp`,
      authorization_servers: ['https://issuer.example'],
      bearer_methods_supported: ['header'],
    });
    const whole = (await (await fetch(`${address}/.well-known/oauth-protected-resource`)).json()) as Json;
    expect(whole.resource).toBe(address);
  });

  it('is turned away when it is a page of another origin, even with a token', async () => {
    const answer = await post({ authorization: 'Bearer data-scientist', origin: 'https://evil.example' });
    expect([answer.status, ((await answer.json()) as Json).code]).toEqual([403, 'MCP.ORIGIN_FOREIGN']);
    expect((await post({ authorization: 'Bearer data-scientist', origin: catalog.service.address })).status).toBe(200);
  });

  it('has no session to listen to or to end', async () => {
    for (const method of ['GET', 'DELETE']) {
      const answer = await fetch(`${catalog.service.address}/mcp`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  it.each([[[]], [{ jsonrpc: '2.0' }], ['text'], [[{ jsonrpc: '2.0', id: 1, method: 'tools/list' }]]])(
    'gets an answer that says so for the message %j',
    async (body) => {
      expect((await post({ authorization: 'Bearer data-scientist' }, body)).status).toBeLessThan(500);
    },
  );
});
