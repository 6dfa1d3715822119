import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from './engine.js';

let root: string;
let engine: Engine;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-engine-'));
  engine = await Engine.open({ root, spillFolder: join(root, 'spill'), memoryLimit: '256MB', threads: 2 });
});
afterEach(async () => {
  engine.close();
  await rm(root, { recursive: true });
});

describe('given the engine of a lake', () => {
  it.each([
    [`SELECT * FROM read_text('/etc/hostname')`],
    [`COPY (SELECT 1) TO '${join(tmpdir(), 'outside.parquet')}'`],
    [`ATTACH '${join(tmpdir(), 'outside.duckdb')}' AS outside`],
    [`INSTALL httpfs`],
    [`SET memory_limit='8GB'`],
    [`SET enable_external_access=true`],
  ])('refuses %s', async (sql) => {
    await expect(engine.use(5_000, (session) => session.run(sql))).rejects.toMatchObject({
      code: 'LAKE.ENGINE_FAILED',
    });
  });

  it('interrupts what runs beyond its deadline', async () => {
    const began = Date.now();
    const endless = engine.use(50, (session) =>
      session.run('SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b'),
    );
    await expect(endless).rejects.toMatchObject({ code: 'LAKE.TIMEOUT', spec: { kind: 'unavailable' } });
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await engine.use(5_000, (session) => session.run('SELECT 1'))).toEqual([[1]]);
  });

  it('tells the class of a failure and none of the cells that the engine quotes', async () => {
    const failing = engine.use(5_000, (session) => session.run(`SELECT CAST('patient-4711' AS INTEGER)`));
    const error: unknown = await failing.catch((failure: unknown) => failure);
    expect(error).toMatchObject({ meta: { class: 'Conversion Error' } });
    expect(JSON.stringify(error) + String(error)).not.toContain('4711');
  });

  it('lets three statements run at a time and the others wait their turn', async () => {
    let running = 0;
    let most = 0;
    const one = () =>
      engine.use(5_000, async (session) => {
        running += 1;
        most = Math.max(most, running);
        await session.run('SELECT 1');
        running -= 1;
      });
    await Promise.all(Array.from({ length: 20 }, one));
    expect(most).toBe(3);
  });
});
