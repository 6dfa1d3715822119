import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLogger } from '../observability/logger.js';
import type { ServedProduct } from '../product/served-product.js';
import { modelCards } from './model-cards.js';

const served = {
  declared: {
    models: { risk: { card: 'pulse.card.md' }, trend: { card: 'lost.card.md' }, again: { card: 'pulse.card.md' } },
  },
} as unknown as ServedProduct;

describe('given a product with model cards beside its declaration', () => {
  let folder: string;
  const lines: string[] = [];
  const logger = createLogger('test', 'warn', { write: (line) => void lines.push(line) });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'model-cards-'));
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'src', 'pulse.card.md'), '# Pulse\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['src/index.ts', 'dist/index.js'])('reads each once, from where %s of the contract lies', async (entry) => {
    const contract = pathToFileURL(join(folder, entry)).href;
    expect(await modelCards({ served, contract }, logger)).toEqual([{ name: 'pulse.card.md', text: '# Pulse\n' }]);
    expect(lines.join()).toContain('lost.card.md');
  });

  it('has none without a contract', async () => {
    expect(await modelCards({ served }, logger)).toEqual([]);
  });
});
