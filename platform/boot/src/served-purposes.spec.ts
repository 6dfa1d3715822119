import { startTestDatabase } from '@mesh/testing';
import { servePulse, type ServedPulse } from './testing/serve-pulse.js';

let served: ServedPulse;

beforeAll(async () => void (served = await servePulse(await startTestDatabase())));
afterAll(() => served.close());

/** Why a call is denied that names this purpose. */
async function denied(token: string, purpose?: string): Promise<string> {
  const answer = await fetch(`${served.address}/pulse/v1/readings`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(purpose !== undefined && { 'mesh-purpose': purpose }),
    },
    body: '{}',
  });
  const { code, rule } = (await answer.json()) as { code: string; rule: string };
  expect([answer.status, code]).toEqual([403, 'ACCESS.DENIED']);
  return rule;
}

describe('given a clinic that its issuer has registered for research and quality', () => {
  const TOKEN = 'clinic-for-research';

  it('may not name treatment, though a grant allows that to its role', async () => {
    expect(await denied(TOKEN, 'TREAT')).toContain('not registered for the purpose named');
  });

  it('may name what it is registered for, and then grants decide', async () => {
    for (const purpose of [undefined, 'HRESCH', 'HQUALIMP'])
      expect(await denied(TOKEN, purpose)).toContain('not granted for the purpose named');
  });
});

describe('given a token that says nothing of registered purposes', () => {
  it('stands for its own purpose alone', async () => {
    expect(await denied('clinic', 'ETREAT')).toContain('not registered for the purpose named');
    expect(await denied('data-scientist', 'TREAT')).toContain('not registered for the purpose named');
  });
});
