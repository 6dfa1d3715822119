import { ControlPlaneDouble, type DoubleRoutes } from '../../testing/control-plane-double.js';
import { ran, type Ran } from '../../testing/recording-terminal.js';
import { untilOf } from './until.js';

const ID = '0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10';
const AGREEMENT = {
  id: ID,
  status: 'requested',
  product: 'cardiology.heart-disease-risk',
  port: 'history',
  consumer: 'carla-consumer',
  purpose: 'HRESCH',
  from: '2026-01-01T00:00:00.000Z',
  until: '2026-04-01T00:00:00.000Z',
  reveals: [],
};

async function against(
  routes: DoubleRoutes,
  ...commandLine: string[]
): Promise<Ran & { readonly seen: ControlPlaneDouble['seen'] }> {
  const double = await ControlPlaneDouble.start(() => routes);
  try {
    const env = { MESH_PORT: String(double.port), MESH_TOKEN: 'given' };
    return { ...(await ran(['access', ...commandLine], env)), seen: double.seen };
  } finally {
    await double.stop();
  }
}

describe('given a consumer', () => {
  const ask = ['ask', AGREEMENT.product, 'history', '--purpose', 'HRESCH', '--reason', 'A study'];

  it('asks with everything that the owner needs to know', async () => {
    const routes = { 'POST /access/agreements': { status: 201, body: AGREEMENT } };
    const { status, stdout, seen } = await against(routes, ...ask, '--until', '2026-04-01');
    expect([status, stdout]).toEqual([0, expect.stringContaining(`Request ${ID} is with the owner`)]);
    expect(seen[0]?.authorization).toBe('Bearer given');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      product: AGREEMENT.product,
      port: 'history',
      purpose: 'HRESCH',
      until: '2026-04-01T00:00:00Z',
      reason: 'A study',
    });
  });

  it('is told where the open request is', async () => {
    const problem = { title: 'asked already', code: 'AGREEMENT.ASKED_ALREADY', detail: 'Wait for the answer.' };
    const routes = { 'POST /access/agreements': { status: 409, body: problem } };
    const { status, stderr } = await against(routes, ...ask, '--until', '90d');
    expect([status, stderr]).toEqual([1, expect.stringContaining('AGREEMENT.ASKED_ALREADY')]);
  });

  it('lists all pages, as a table or as JSON and nothing else', async () => {
    const path = 'GET /access/agreements?limit=200&role=asked&status=granted';
    const routes = {
      [path]: { body: { agreements: [AGREEMENT], nextCursor: 'n' } },
      [`${path}&cursor=n`]: { body: { agreements: [{ ...AGREEMENT, id: 'second' }] } },
    };
    const table = await against(routes, 'list', '--role', 'asked', '--status', 'granted');
    expect(table.stdout.split('\n').map((line) => line.split(' ')[0])).toEqual(['AGREEMENT', ID, 'second', '']);
    const json = await against(routes, 'list', '--role', 'asked', '--status', 'granted', '--json');
    expect(JSON.parse(json.stdout)).toHaveLength(2);
    expect(json.stderr).toBe('');
  });

  it('says when there is nothing', async () => {
    const { stdout } = await against({ 'GET /access/agreements?limit=200': { body: { agreements: [] } } }, 'list');
    expect(stdout).toBe('No agreement found.\n');
  });
});

describe('given an owner', () => {
  const routes = (step: string, change: object) => ({
    [`POST /access/agreements/${ID}/${step}`]: { body: { ...AGREEMENT, ...change } },
  });

  it('grants, and reveals what is personal only when told to', async () => {
    const granted = routes('grant', { status: 'granted' });
    const plain = await against(granted, 'grant', ID, '--reason', 'Approved');
    expect(plain.stdout).toContain(`Agreement ${ID} is granted: carla-consumer may use`);
    expect(JSON.parse(plain.seen[0]?.body ?? '')).toEqual({ reason: 'Approved' });
    const revealing = await against(granted, 'grant', ID, '--reason', 'Approved', '--reveal-phi');
    expect(JSON.parse(revealing.seen[0]?.body ?? '')).toEqual({ reason: 'Approved', reveals: ['phi'] });
  });

  it.each([
    ['refuse', 'refused'],
    ['withdraw', 'withdrawn'],
  ])('can %s with a reason', async (step, status) => {
    const { stdout, seen } = await against(routes(step, { status }), step, ID, '--reason', 'Because');
    expect(stdout).toBe(`Agreement ${ID} is ${status}.\n`);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ reason: 'Because' });
  });
});

describe('given an end', () => {
  const now = new Date('2026-01-01T00:00:00Z');

  it.each([
    ['2026-12-31T08:00:00+02:00', '2026-12-31T08:00:00+02:00'],
    ['2026-12-31', '2026-12-31T00:00:00Z'],
    ['90d', '2026-04-01T00:00:00.000Z'],
    ['12h', '2026-01-01T12:00:00.000Z'],
  ])('reads %s', (text, until) => expect(untilOf(text, now)).toBe(until));

  it.each(['', 'soon', '2026-02-30', '-1d', '1e9'])('refuses %j', (text) => {
    expect(() => untilOf(text, now)).toThrow(expect.objectContaining({ code: 'CLI.OPTION_WRONG' }));
  });
});
