import { ControlPlaneDouble, type DoubleRoutes } from '../testing/control-plane-double.js';
import { ran, type Ran } from '../testing/recording-terminal.js';

const HEART = {
  id: 'cardiology.heart-disease-risk',
  version: '1.0.0',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Warn early.',
  status: 'alive',
};

const SCORES = {
  name: 'scores',
  kind: 'rest',
  method: 'POST',
  url: 'http://127.0.0.1:4001/scores',
  summary: 'Scores.',
  fields: [],
};

async function against(
  routes: DoubleRoutes,
  ...commandLine: string[]
): Promise<Ran & { readonly seen: ControlPlaneDouble['seen'] }> {
  const double = await ControlPlaneDouble.start(() => routes);
  try {
    return { ...(await ran(commandLine, { MESH_PORT: String(double.port), MESH_TOKEN: 'given' })), seen: double.seen };
  } finally {
    await double.stop();
  }
}

describe('given a catalog of two pages', () => {
  const routes = {
    'GET /catalog/products?limit=100': { body: { products: [HEART], nextCursor: 'next' } },
    'GET /catalog/products?limit=100&cursor=next': { body: { products: [{ ...HEART, id: 'cardiology.readings' }] } },
    'GET /catalog/search?limit=100&q=heart': { body: { results: [HEART] } },
  };

  it('lists the products of both', async () => {
    const { status, stdout } = await against(routes, 'products');
    expect(status).toBe(0);
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'PRODUCT',
      HEART.id,
      'cardiology.readings',
      '',
    ]);
  });

  it('searches, and prints JSON and nothing else for programs', async () => {
    const { stdout, stderr } = await against(routes, 'products', '--search', 'heart', '--json');
    expect(JSON.parse(stdout)).toEqual([HEART]);
    expect(stderr).toBe('');
  });

  it('describes a product as an outline', async () => {
    const { stdout } = await against(
      { [`GET /catalog/products/${HEART.id}`]: { body: { ...HEART, ports: [SCORES] } } },
      'describe',
      HEART.id,
    );
    expect(stdout).toContain('├─ purpose: Warn early.');
    expect(stdout).toContain('├─ owner: cardiology <cardiology@cloudmedical.example>');
    expect(stdout).toContain('└─ scores: POST http://127.0.0.1:4001/scores');
  });
});

describe('given a service that refuses', () => {
  it('shows title, code, fix and the fields', async () => {
    const body = {
      title: 'The document is wrong',
      code: 'X.INVALID',
      detail: 'Correct it.',
      errors: [{ pointer: '/age', rule: 'range', message: 'is 0 to 120' }],
    };
    const { status, stderr } = await against(
      { 'PUT /models/m/aliases/champion': { status: 422, body } },
      'promote',
      'm',
      '--version',
      '2',
    );
    expect(status).toBe(1);
    expect(stderr).toBe('The document is wrong (X.INVALID): Correct it.\n  /age: is 0 to 120\n');
  });

  it('shows what the gates said of a version that was promoted', async () => {
    const gates = [{ gate: 'size', passed: true, reason: 'The file has 9 bytes, within 10.' }];
    const { stdout } = await against(
      { 'PUT /models/m/aliases/champion': { body: { version: '2', gates } } },
      'promote',
      'm',
      '--version',
      '2',
    );
    expect(stdout).toBe('m version 2 is the champion.\n  ✓ size: The file has 9 bytes, within 10.\n');
  });

  it('shows the status of an answer that is no problem document', async () => {
    const { stderr } = await against(
      { 'POST /models/m/versions/2/withdraw': { status: 502, body: 'bad gateway' } },
      'withdraw',
      'm',
      '--version',
      '2',
    );
    expect(stderr).toContain('HTTP 502');
  });
});

describe('given a training that takes a while', () => {
  const requested = { status: 202, body: { runId: 'r1', state: 'requested' } };

  it('sends the parameters as numbers and truth values, and waits for the version', async () => {
    const running = { body: { runId: 'r1', state: 'running', fraction: 0.5, stage: 'fit' } };
    const completed = { body: { runId: 'r1', state: 'completed', version: '4' } };
    const { status, stdout, seen } = await against(
      { 'POST /training/runs': requested, 'GET /training/runs/r1': [running, completed] },
      ...[
        'train',
        'heart-disease-risk',
        '--param',
        'ridge=0.5',
        '--param',
        'balanced=true',
        '--param',
        'solver=irls',
        '--wait',
      ],
    );
    expect(status).toBe(0);
    expect(stdout).toContain('version 4');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      model: 'heart-disease-risk',
      parameters: { ridge: 0.5, balanced: true, solver: 'irls' },
    });
    expect(seen[0]?.authorization).toBe('Bearer given');
  });

  it('exits with 1 and says why when it failed', async () => {
    const failed = {
      body: { runId: 'r1', state: 'failed', error: { code: 'TRAINING.TOO_FEW_ROWS', detail: 'Give more rows.' } },
    };
    const { status, stderr } = await against(
      { 'POST /training/runs': requested, 'GET /training/runs/r1': failed },
      'train',
      'm',
      '--wait',
    );
    expect(status).toBe(1);
    expect(stderr).toContain('TRAINING.TOO_FEW_ROWS');
  });

  it('shows what the recipe said, page after page, and stops it', async () => {
    const page = (text: string, nextCursor?: string) => ({ body: { lines: [{ line: 0, text }], nextCursor } });
    const routes = {
      'GET /training/runs/r1/logs?limit=1000&cursor=0': page('first', '1'),
      'GET /training/runs/r1/logs?limit=1000&cursor=1': page('second'),
      'POST /training/runs/r1/cancel': {
        status: 202,
        body: { runId: 'r1', state: 'running', cancellation: { by: 'me' } },
      },
    };
    expect((await against(routes, 'run', 'r1', '--logs')).stdout).toBe('first\nsecond\n');
    expect((await against(routes, 'run', 'r1', '--cancel')).stdout).toContain('by: me');
  });

  it('gives up waiting in time', async () => {
    const { status, stderr } = await against(
      { 'POST /training/runs': requested, 'GET /training/runs/r1': { body: { runId: 'r1', state: 'running' } } },
      ...['train', 'm', '--wait', '--timeout', '1'],
    );
    expect(status).toBe(1);
    expect(stderr).toContain('CLI.RUN_STILL_GOING');
  });
});

describe('given the lineage of a dataset that feeds itself', () => {
  it('draws what it is made from, each node once', async () => {
    const node = (id: string, ...origins: string[]) => ({
      id,
      inEdges: origins.map((origin) => ({ origin, destination: id })),
      outEdges: [],
    });
    const graph = [
      node('dataset:a:scores', 'job:a:score'),
      node('job:a:score', 'dataset:a:readings', 'dataset:a:scores'),
      node('dataset:a:readings'),
    ];
    const { stdout } = await against(
      { 'GET /api/v1/lineage?nodeId=dataset%3Aa%3Ascores&depth=20': { body: { graph } } },
      ...['lineage', 'dataset:a:scores'],
    );
    expect(stdout.trimEnd().split('\n')).toEqual([
      'dataset:a:scores',
      '└─ job:a:score',
      '   ├─ dataset:a:readings',
      '   └─ dataset:a:scores (above)',
    ]);
  });
});
