import { execFile, type ExecFileException } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callersOf, MeshProcess } from '@mesh/test-journeys';
import { storyWith, toolPath } from './tools/tools.js';
import { root } from './workspace.js';

const LONG_MS = 180_000;
const GUIDE = readFileSync(join(root, 'docs/guides/call-a-product.md'), 'utf8');
/** Where the guide has its clients. */
const PLACE = { typescript: 'clients/heart-disease-risk-typescript', python: 'clients/heart-disease-risk-python' };
const CONSUMERS = join(root, 'test/contracts/consumers');
const READING = { patientId: 'client-1', measuredAt: '2026-03-01T08:00:00.000Z', age: 63, sex: 1, cp: 4, thal: 7 };

/** What each consumer prints: an answer, and a refusal as its client shows it. */
interface Told {
  readonly scored: Readonly<Record<string, unknown>>;
  readonly refused: { readonly kind: string; readonly problem: Readonly<Record<string, unknown>> };
  readonly rows: number;
}

/** The program in a language that the guide shows. */
function programOfGuide(language: string): string {
  const [, program] = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(GUIDE) ?? [];
  if (program === undefined) throw new Error(`the guide shows no program in ${language}`);
  return program;
}

let folder: string;
let mesh: MeshProcess | undefined;

/** One mesh for both languages; started by the first that has its tools. */
async function startedMesh(): Promise<MeshProcess> {
  if (mesh !== undefined) return mesh;
  const starting = await MeshProcess.create();
  mesh = starting;
  await starting.start();
  return starting;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mesh-clients-'));
});
afterAll(async () => {
  await mesh?.dispose();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Runs a program to its end; what it says goes into the failure when it ends badly. */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const settings = {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      timeout: 120_000,
      maxBuffer: 16e6,
    };
    execFile(command, [...args], settings, (failure: ExecFileException | null, stdout, stderr) =>
      failure === null ? resolve(stdout) : reject(new Error(`${command} ${args[0] ?? ''}: ${stdout}${stderr}`)),
    );
  });
}

/** Makes a client from the catalog of the mesh that runs. */
async function makeClient(language: keyof typeof PLACE): Promise<void> {
  const out = join(folder, PLACE[language]);
  const { place } = await startedMesh();
  const made = await callersOf(place).mesh('client', 'heart-disease-risk', '--lang', language, '--out', out, '--json');
  expect({ status: made.status, stderr: made.status === 0 ? '' : made.stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(made.stdout)).toMatchObject({
    product: 'cardiology.heart-disease-risk',
    address: `http://127.0.0.1:${place.port + 1}/heart-disease-risk/v1`,
  });
}

/** What a consumer is told by its surroundings: tokens, and the reading to send. */
async function surroundings(): Promise<Readonly<Record<string, string>>> {
  const callers = callersOf((await startedMesh()).place);
  return {
    TOKEN: await callers.token('clinic-app'),
    SCIENTIST_TOKEN: await callers.token('dana-scientist'),
    READING: JSON.stringify(READING),
  };
}

function holds({ scored, refused, rows }: Told): void {
  expect(scored).toMatchObject({
    patientId: 'client-1',
    risk: expect.stringMatching(/^(low|moderate|high)$/) as string,
  });
  expect(scored['probability']).toBeGreaterThan(0);
  expect(refused).toMatchObject({
    problem: { status: 422, code: 'RUNTIME.BODY_INVALID', errors: [{ pointer: '/age' }] },
  });
  expect(rows).toBe(3);
}

/** The settings of a consumer that takes types seriously. */
const STRICT = {
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
};

storyWith('openapi-generator')('given a client in TypeScript', () => {
  beforeAll(async () => {
    await makeClient('typescript');
    cpSync(join(CONSUMERS, 'consumer.ts.txt'), join(folder, 'consumer.ts'));
    writeFileSync(join(folder, 'guide.ts'), programOfGuide('ts'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const files = ['consumer.ts', 'guide.ts'];
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT, files }));
  }, LONG_MS);

  it(
    'builds under strict settings, and so do its consumers',
    async () => {
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      expect(await run(process.execPath, [tsc, '-p', join(folder, PLACE.typescript)])).toBe('');
      expect(await run(process.execPath, [tsc, '-p', folder])).toBe('');
    },
    LONG_MS,
  );

  it('scores, reads a dataset, and shows a refusal by its type', async () => {
    const told = JSON.parse(await run(process.execPath, ['consumer.js'], await surroundings())) as Told;
    holds(told);
    expect(told.refused.kind).toBe('ResponseError');
  }, 60_000);

  it('does what the guide says', async () => {
    expect(await run(process.execPath, ['guide.js'], await surroundings())).toMatch(
      /^(low|moderate|high) 0\.\d+ \d{4}\nRUNTIME\.BODY_INVALID \[ '\/age' \]\n$/,
    );
  }, 60_000);

  it(
    'is replaced when it is made anew',
    async () => {
      writeFileSync(join(folder, PLACE.typescript, 'src/apis/GoneApi.ts'), 'export {};');
      await makeClient('typescript');
      expect(existsSync(join(folder, PLACE.typescript, 'src/apis/GoneApi.ts'))).toBe(false);
      expect(existsSync(join(folder, PLACE.typescript, 'src/apis/CallsApi.ts'))).toBe(true);
    },
    LONG_MS,
  );
});

storyWith('openapi-generator', 'python')('given a client in Python', () => {
  beforeAll(() => makeClient('python'), LONG_MS);

  const python = async (program: string) =>
    run(toolPath('python'), [program], {
      ...(await surroundings()),
      PYTHONPATH: join(folder, PLACE.python),
      PYTHONDONTWRITEBYTECODE: '1',
    });

  it('scores, reads a dataset, and shows a refusal by its type', async () => {
    const told = JSON.parse(await python(join(CONSUMERS, 'consumer.py'))) as Told;
    holds(told);
    expect(told.refused.kind).toBe('UnprocessableEntityException Problem FieldProblem');
  }, 60_000);

  it('does what the guide says', async () => {
    const program = join(folder, 'guide.py');
    writeFileSync(program, programOfGuide('python'));
    expect(await python(program)).toMatch(
      /^(low|moderate|high) 0\.\d+ \d{4}\n422 CARDIOLOGY\.OUTCOME_SUBJECT_MISSING \['\/scoreId', '\/patientId'\]\n$/,
    );
  }, 60_000);
});
