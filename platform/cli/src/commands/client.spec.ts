import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlPlaneDouble, type DoubleRoutes } from '../testing/control-plane-double.js';
import { ran, type Ran } from '../testing/recording-terminal.js';

let folder: string;
let mesh: ControlPlaneDouble;

const routes: DoubleRoutes = {
  'GET /catalog/products?limit=100': {
    body: { products: [{ id: 'cardiology.pulse' }, { id: 'urology.pulse' }, { id: 'urology.volume' }] },
  },
  'GET /catalog/products/urology.volume': { body: { ports: [{ url: 'http://127.0.0.1:4005/volume/v1/readings' }] } },
  'GET /catalog/products/urology.volume/documents/openapi.json': {
    body: { info: { title: 'Volume', version: '1.0.0' }, servers: [{ url: '/volume/v1' }], paths: {} },
  },
  'GET /catalog/products/urology.empty': { body: { ports: [] } },
  'GET /catalog/products/urology.empty/documents/openapi.json': { body: {} },
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mesh-client-'));
  mesh = await ControlPlaneDouble.start(() => routes);
});
afterAll(async () => {
  await mesh.stop();
  rmSync(folder, { recursive: true, force: true });
});

const client = (...args: string[]): Promise<Ran> => ran(['client', ...args], { MESH_PORT: String(mesh.port) });

describe('given a product that has no client yet', () => {
  it.each([
    [['urology.volume'], "'--lang"],
    [['urology.volume', '--lang', 'cobol'], 'typescript, python'],
    [['--lang', 'python'], 'product'],
  ])('exits with 2 for %j', async (args, says) => {
    const { status, stderr } = await client(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
  });

  it('says that nobody knows the product, here and in a workspace', async () => {
    expect(await client('weight', '--lang', 'python')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('CLIENT.PRODUCT_UNKNOWN') as string,
    });
    expect(await client('weight', '--lang', 'python', '--from', '.')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('CLIENT.PRODUCT_UNKNOWN') as string,
    });
  });

  it('asks which of two is meant', async () => {
    const { status, stderr } = await client('pulse', '--lang', 'python');
    expect(status).toBe(1);
    expect(stderr).toContain('cardiology.pulse, urology.pulse');
  });

  it('refuses a document that is none', async () => {
    const { stderr } = await client('urology.empty', '--lang', 'python', '--out', join(folder, 'none'));
    expect(stderr).toContain('CLIENT.DOCUMENT_UNREADABLE');
  });

  it('touches no folder that it did not make', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'thesis.txt'), 'years');
    const { status, stderr } = await client('volume', '--lang', 'typescript', '--out', taken);
    expect(status).toBe(1);
    expect(stderr).toContain('CLIENT.FOLDER_TAKEN');
    expect(readdirSync(taken)).toEqual(['thesis.txt']);
  });
});
