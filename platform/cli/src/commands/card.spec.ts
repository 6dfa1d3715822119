import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlPlaneDouble } from '../testing/control-plane-double.js';
import { ran } from '../testing/recording-terminal.js';

const CARD = { model: 'm', version: '3' };

async function card(...options: string[]) {
  const double = await ControlPlaneDouble.start(() => ({
    'GET /models/m/aliases/champion': { body: { version: '3' } },
    'GET /models/m/versions/3/card': { body: CARD },
    'GET /models/m/versions/2/card': { body: { ...CARD, version: '2' } },
  }));
  try {
    const surroundings = { MESH_PORT: String(double.port), MESH_TOKEN: 'given' };
    return { ...(await ran(['card', 'm', ...options], surroundings)), seen: double.seen };
  } finally {
    await double.stop();
  }
}

describe('given a model with a champion', () => {
  it('prints the card of the champion', async () => {
    const { status, stdout, seen } = await card();
    expect([status, stdout]).toEqual([0, `${JSON.stringify(CARD)}\n`]);
    expect(seen.map(({ line }) => line)).toEqual(['GET /models/m/aliases/champion', 'GET /models/m/versions/3/card']);
  });

  it('gives programs the card as JSON, and of the version that is named', async () => {
    const { stdout } = await card('--version', '2', '--json');
    expect(JSON.parse(stdout)).toEqual({ ...CARD, version: '2' });
  });

  it('writes the card to a file, and says where it cannot', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'card-'));
    try {
      const { status, stdout } = await card('--out', join(folder, 'README.md'));
      expect([status, stdout]).toEqual([0, `The card is in ${join(folder, 'README.md')}.\n`]);
      expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe(JSON.stringify(CARD));
      const failed = await card('--out', join(folder, 'nowhere', 'README.md'));
      expect([failed.status, failed.stderr]).toEqual([1, expect.stringContaining('The file cannot be written')]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
