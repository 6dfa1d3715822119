import type { Compacted, Dataset } from '@mesh/lake';
import { eventually } from '@mesh/testing';
import type { KeptProduct } from '../erasure/person-eraser.js';
import { createLogger } from '../observability/logger.js';
import { Metrics } from '../observability/metrics.js';
import { DatasetUpkeep } from './dataset-upkeep.js';

/** Test double: two small files, which a compaction folds into one. */
class SmallFiles {
  files = 2;

  compact(): Promise<Compacted> {
    const folded = this.files > 1 ? this.files : 0;
    this.files = 1;
    return Promise.resolve({ folded, written: folded > 0 ? 1 : 0 });
  }
}

const kept = (datasets: Readonly<Record<string, Pick<Dataset, 'compact'>>>): KeptProduct => ({
  product: { served: { names: { port: (name: string) => `urn:${name}` } } } as never,
  datasets: new Map(Object.entries(datasets)) as never,
});

describe('given datasets with small files', () => {
  it('folds those of each, goes on when one fails, and tells what it did', async () => {
    const [first, last] = [new SmallFiles(), new SmallFiles()];
    const broken = { compact: () => Promise.reject(new Error('full')) };
    const metrics = new Metrics('test');
    const parts = { metrics, logger: createLogger('test', 'silent') };
    const upkeep = new DatasetUpkeep([kept({ first, broken }), kept({ last })], parts, { everyMs: 1 });
    upkeep.start();
    await eventually(async () => {
      const text = await metrics.registry.metrics();
      for (const name of ['first', 'last']) {
        expect(text).toContain(`mesh_lake_folded_files_total{port="urn:${name}",files="folded",service="test"} 2`);
        expect(text).toContain(`mesh_lake_folded_files_total{port="urn:${name}",files="written",service="test"} 1`);
      }
      expect(text).toMatch(/mesh_lake_upkeep_failures_total\{port="urn:broken",service="test"\} [1-9]/);
    });
    await upkeep.close();
    expect([first.files, last.files]).toEqual([1, 1]);
  });
});
