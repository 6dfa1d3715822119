import { IsString } from 'class-validator';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalLake } from '@mesh/lake-local';
import { dataProduct, dataset, event, IsInstant } from '@mesh/product';
import { createLogger, LakeRetention, toServed } from '@mesh/runtime';

class Beat {
  @IsString()
  beatId!: string;

  @IsInstant()
  at!: string;
}

const port = { row: Beat, key: 'beatId', partitionBy: 'at', refresh: '5m', quality: [] } as const;
const product = dataProduct('cardiology.beats', {
  version: '1.0.0',
  title: 'Beats',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Count beats',
  sensitivity: 'internal',
  ports: {
    counted: event('counted', { summary: 'A beat', message: Beat, id: 'beatId', key: 'beatId', at: 'at' }),
    history: dataset('history', { ...port, summary: 'Beats', lands: 'counted' }),
    study: dataset('study', { ...port, summary: 'A study of old' }),
  },
  grants: [],
  promises: { availability: 0.9, freshness: '5m', retention: '30d' },
});

const SETTINGS = {
  domain: 'cardiology',
  product: 'beats',
  major: 1,
  columns: [
    { name: 'beatId', type: 'string' },
    { name: 'at', type: 'timestamp' },
  ],
  dayOf: 'at',
} as const;

describe('given a product that promises to keep for 30 days', () => {
  it('removes the days before from what events brought, and nothing of a source', async () => {
    const root = await mkdtemp(join(tmpdir(), 'mesh-lake-'));
    const lake = await LocalLake.open({ root });
    const served = toServed(product);
    const days = ['1988-07-01', '2026-01-29', '2026-01-30', '2026-03-01'];
    const rows = days.map((day, n) => JSON.stringify({ beatId: `b-${n}`, at: `${day}T08:00:00Z` }));
    const [history, study] = await Promise.all(
      ['history', 'study'].map((name) => lake.open({ ...SETTINGS, dataset: name })),
    );
    if (history === undefined || study === undefined) throw new Error('both were opened');
    for (const one of [history, study]) await one.land({ stream: 's', from: 0, to: rows.length, rows });
    const kept = { product: { served } as never, datasets: new Map(Object.entries({ history, study })) };
    const clock = () => new Date('2026-03-01T12:00:00Z');
    const retention = new LakeRetention([kept], createLogger('test', 'silent'), { clock });
    retention.start();
    await retention.close();
    expect([await history.count({}), await study.count({})]).toEqual([2, 4]);
    await lake.close();
    await rm(root, { recursive: true, force: true });
  });
});
