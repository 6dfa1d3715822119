import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../program.js';
import { ControlPlaneDouble, type DoubleRoutes } from '../../testing/control-plane-double.js';
import { ran, type Ran } from '../../testing/recording-terminal.js';

const TOPIC = 'cardiology.heart-disease-risk.scored.v1';
const GROUP = 'cardiology.heart-disease-risk.lake.history';
const PATH = `/dead-letters/${TOPIC}/${GROUP}`;
const letter = (id: string) => ({
  ...{ id, source: 'urn:mesh:cardiology:heart-disease-risk:scored', partition: 0, offset: 7 },
  ...{ cause: 'LAKE.ROW_INVALID MeshError', attempts: 5, deadAt: '2026-03-01T08:00:00.000Z' },
});

async function withDouble<Result>(routes: DoubleRoutes, work: (double: ControlPlaneDouble) => Promise<Result>) {
  const double = await ControlPlaneDouble.start(() => routes);
  try {
    return { ...(await work(double)), seen: double.seen };
  } finally {
    await double.stop();
  }
}

const against = (routes: DoubleRoutes, ...line: string[]): Promise<Ran & { seen: ControlPlaneDouble['seen'] }> =>
  withDouble(routes, ({ port }) => ran(['dlq', ...line], { MESH_PORT: String(port), MESH_TOKEN: 'given' }));

describe('given groups that gave something up', () => {
  it('lists them with their counts', async () => {
    const routes = { 'GET /dead-letters': { body: { groups: [{ topic: TOPIC, group: GROUP, count: 3 }] } } };
    const { status, stdout } = await against(routes, 'list');
    expect([status, stdout.split('\n')[1]?.split(/ +/)]).toEqual([0, [TOPIC, GROUP, '3']]);
    expect(JSON.parse((await against(routes, 'list', '--json')).stdout)).toEqual([
      { topic: TOPIC, group: GROUP, count: 3 },
    ]);
    expect((await against(routes, 'list', 'another.topic')).stdout).toBe('No dead letters.\n');
  });

  it('lists the letters of one, page after page', async () => {
    const routes = {
      [`GET ${PATH}?limit=1000`]: { body: { letters: [letter('a')], nextCursor: '1' } },
      [`GET ${PATH}?limit=999&cursor=1`]: { body: { letters: [letter('b')] } },
    };
    const { stdout } = await against(routes, 'list', TOPIC, GROUP);
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual(['ID', 'a', 'b', '']);
  });

  it('shows one, and its payload when asked', async () => {
    const routes = {
      [`GET ${PATH}/letter?id=a+b`]: { body: letter('a b') },
      [`GET ${PATH}/letter?id=a+b&payload=true`]: { body: { ...letter('a b'), data: { age: 63 } } },
    };
    expect((await against(routes, 'show', TOPIC, GROUP, 'a b')).stdout).toContain('LAKE.ROW_INVALID');
    const { stdout } = await against(routes, 'show', TOPIC, GROUP, 'a b', '--payload', '--json');
    expect(JSON.parse(stdout).data).toEqual({ age: 63 });
  });

  it('gives back those named, and says when some were not there', async () => {
    const routes = { [`POST ${PATH}/replay`]: { body: { taken: 1, more: false } } };
    const { status, stdout, seen } = await against(routes, 'replay', TOPIC, GROUP, 'a', 'b', '--json');
    expect([status, JSON.parse(stdout)]).toEqual([3, { topic: TOPIC, group: GROUP, replayed: 1, asked: 2 }]);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ ids: ['a', 'b'] });
  });

  it('gives back all, as often as it takes', async () => {
    const routes = {
      [`POST ${PATH}/replay`]: [{ body: { taken: 500, more: true } }, { body: { taken: 2, more: false } }],
    };
    const { status, stdout, seen } = await against(routes, 'replay', TOPIC, GROUP, '--all');
    expect([status, stdout, seen.length]).toEqual([0, '502 dead letters given back.\n', 2]);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ all: true });
  });

  it.each([[[]], [['a', '--all']]])('does not guess which letters are meant by %j', async (named) => {
    const { status, seen } = await against({}, 'replay', TOPIC, GROUP, ...named);
    expect([status, seen]).toEqual([2, []]);
  });
});

describe('given letters to be dropped', () => {
  const routes = { [`POST ${PATH}/drop`]: { body: { taken: 1, more: false } } };

  it('needs --yes where nobody can be asked', async () => {
    const without = await against(routes, 'drop', TOPIC, GROUP, 'a');
    expect([without.status, without.seen]).toEqual([2, []]);
    const { status, stdout } = await against(routes, 'drop', TOPIC, GROUP, 'a', '--yes');
    expect([status, stdout]).toEqual([0, '1 dead letter dropped.\n']);
  });

  it.each([
    ['y\n', 0, 1],
    ['n\n', 1, 0],
    ['', 1, 0],
  ])('asks on a terminal and takes %j at its word', async (typed, status, calls) => {
    const asked: string[] = [];
    const stream = (written: string[]) =>
      new Writable({ write: (chunk, _, done) => (written.push(String(chunk)), done()) });
    const answered = await withDouble(routes, async ({ port }) => {
      const stdin = Object.assign(Readable.from(typed === '' ? [] : [typed]), { isTTY: true });
      const env = { MESH_PORT: String(port), MESH_TOKEN: 'given' };
      const terminal = { stdin, stdout: stream([]), stderr: stream(asked) };
      return { status: await runCommandLine(['dlq', 'drop', TOPIC, GROUP, 'a'], terminal, env) };
    });
    expect([answered.status, answered.seen.length]).toEqual([status, calls]);
    expect(asked.join('')).toContain(`Drop 1 dead letter of ${GROUP}`);
  });
});
