import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import type { ModelVersion } from '@mesh/models';
import { storyWith, toolPath } from '@mesh/test-contracts';
import { startHospitalMesh, type HospitalMesh } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';

const PROGRAM = fileURLToPath(new URL('./count_story.py', import.meta.url));
const MODEL = 'ward-admissions';
const MONDAY = { weekday: 0, beds: 28, temperature: 5 };

type Told = ReturnType<typeof JSON.parse>;

storyWith('science-python')(
  'given the client of MLflow as it comes from PyPI, and a product that foresees a count',
  () => {
    let mesh: HospitalMesh;
    const expectation = async (): Promise<Told> => (await mesh.expectation(MONDAY)).body;

    beforeAll(async () => {
      mesh = await startHospitalMesh();
      await eventually(async () => expect(await expectation()).toMatchObject({ modelVersion: '1' }), {
        ...{ timeoutMs: 200_000, everyMs: 500 },
      });
    }, 300_000);

    afterAll(() => mesh.dispose(), 60_000);

    /** Lets the client do what the program beside this file says; resolves to what it tells. */
    const told = async (): Promise<Told> => {
      const child = spawn(toolPath('science-python'), [PROGRAM], { stdio: ['pipe', 'pipe', 'pipe'] });
      const said = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
      const address = `http://127.0.0.1:${mesh.place.port}`;
      const token = await mesh.callers.token('dana-scientist');
      child.stdin.end(JSON.stringify({ address, token, model: MODEL, monday: Object.values(MONDAY) }));
      const [out, errors, [status]] = await said;
      if (status !== 0) throw new Error(`the client ended with ${status}: ${errors.slice(-4_000)}`);
      return JSON.parse(out.trimEnd().split('\n').at(-1)!) as Told;
    };

    it('makes a version of it, judged by deviance, and the alias decides who answers', async () => {
      const { version, status, refused, rows, expected } = await told();
      expect([version, status, rows]).toEqual(['1', 'READY', 840]);
      expect(refused).toMatch(/outputs are named forecast and the contract wants one of the name count/);
      const made = (await mesh.control('GET', `/models/${MODEL}/versions/2`)).body as unknown as ModelVersion;
      expect(made).toMatchObject({
        author: 'dana-scientist',
        signature: { outputs: [{ name: 'count', datatype: 'FP32', shape: [-1] }] },
        metrics: { outcome: 'count', devianceExplained: { n: 360 } },
      });
      expect(made.gates!.filter(({ passed }) => !passed)).toEqual([]);
      await eventually(async () => expect(await expectation()).toMatchObject({ modelVersion: '2' }), {
        ...{ timeoutMs: 15_000, everyMs: 100 },
      });
      expect((await expectation()).expected).toBeCloseTo(expected, 3);
    }, 180_000);
  },
);
