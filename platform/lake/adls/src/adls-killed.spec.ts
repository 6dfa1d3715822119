import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Operation } from '@mesh/lake-adls-double';
import { filesBelow } from '@mesh/lake-suite';
import { AdlsFixture } from './testing/adls-fixture.suite.js';
import { ids, idsOf, landing, READINGS } from './testing/readings.js';

const SCRIPT = fileURLToPath(new URL('../crash/write-until-killed.mjs', import.meta.url));
const HOOK = new URL('../../local/crash/typescript-hook.mjs', import.meta.url).href;
const LANDINGS = [landing(0), landing(10), landing(20)];
const UNWANTED = { column: 'id', values: [7] };

let fixture: AdlsFixture;
beforeEach(async () => {
  fixture = await AdlsFixture.start();
});
afterEach(async () => {
  await fixture.close();
});

function startWriter(): ChildProcess {
  const flags = ['--conditions=mesh-source', '--no-warnings', '--import', HOOK];
  const child = spawn(process.execPath, [...flags, SCRIPT], { stdio: ['pipe', 'ignore', 'inherit'] });
  const { double, scratch } = fixture;
  const lake = { url: double.url, credential: { sas: double.sas() }, scratch };
  child.stdin?.end(JSON.stringify({ lake, dataset: READINGS, landings: LANDINGS, unwanted: UNWANTED }));
  return child;
}

describe('given a process that writes to the store', () => {
  it.each<[Operation, number]>([
    ['create', 3],
    ['append', 4],
    ['flush', 5],
    ['rename', 2],
    ['rename', 7],
    ['flush', 18],
    ['delete', 1],
  ])(
    'has every row once after kill -9 before %s, %d of them having come through',
    async (operation, skip) => {
      const child = startWriter();
      const gone = once(child, 'exit');
      const act = async (): Promise<void> => {
        child.kill('SIGKILL');
        await gone;
      };
      fixture.double.faults.plan(operation, { kind: 'before', act }, { skip });
      await gone;
      expect(child.signalCode).toBe('SIGKILL');
      await expect((await fixture.open()).open(READINGS)).rejects.toMatchObject({ code: 'LAKE.WRITER_BUSY' });
      fixture.double.advance(60_000);
      const dataset = await (await fixture.open()).open(READINGS);
      for (const one of LANDINGS) await dataset.land(one);
      await dataset.rewriteWithout(UNWANTED);
      await dataset.compact();
      expect(await idsOf(dataset)).toEqual(ids(30).filter((id) => id !== 7));
      const data = [...fixture.double.files().keys()].filter((path) => path.includes('day='));
      expect(data).toHaveLength(2);
      const left = [...(await filesBelow(fixture.scratch)).keys()].filter((path) => path.includes(String(child.pid)));
      expect(left).toEqual([]);
    },
    60_000,
  );
});
