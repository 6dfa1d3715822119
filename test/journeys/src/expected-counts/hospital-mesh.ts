import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@mesh/testing';
import { callersOf, type Callers } from '../support/callers.js';
import { freePorts } from '../support/free-ports.js';
import { call, type Answered } from '../support/http-door.js';

const MAIN = fileURLToPath(new URL('../../dist/expected-counts/main.js', import.meta.url));
/** Where `npm run tools` has made the environment of the recipes in Python; made there at first use when it has not. */
const ENVIRONMENTS = fileURLToPath(new URL('../../../../.tools/recipes', import.meta.url));
const TEAM = 'team-hospital';
const PATIENCE = { timeoutMs: 200_000, everyMs: 250 };

type Json = Readonly<Record<string, unknown>>;

/** A mesh of one domain, whose model foresees a count, in a process of its own. */
export class HospitalMesh {
  private output = '';

  private constructor(
    private readonly folder: string,
    readonly place: { readonly home: string; readonly port: number },
    private readonly child: ChildProcess,
    readonly callers: Callers,
  ) {}

  static async start(): Promise<HospitalMesh> {
    const folder = await mkdtemp(join(tmpdir(), 'hospital-'));
    // PostgreSQL runs as a user of its own when the caller is root: it must be able to pass through.
    await chmod(folder, 0o711);
    const place = { home: join(folder, 'home'), port: await freePorts() };
    await mkdir(ENVIRONMENTS, { recursive: true });
    await mkdir(place.home, { mode: 0o711 });
    await symlink(ENVIRONMENTS, join(place.home, 'environments'));
    const child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, MESH_HOME: place.home, MESH_PORT: String(place.port), NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const mesh = new HospitalMesh(folder, place, child, callersOf(place));
    const read = (chunk: Buffer) => (mesh.output = (mesh.output + chunk.toString()).slice(-200_000));
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    await eventually(() => /^hospital on http/m.test(mesh.output), PATIENCE);
    return mesh;
  }

  async dispose(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What the port of the product expects of a day. */
  async expectation(day: object): Promise<Answered> {
    const domain = /^hospital on (http\S+)/m.exec(this.output)![1]!;
    return call(`${domain}/ward-admissions/v1/expectations`, { token: await this.callers.token(TEAM), body: day });
  }

  async control(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answered> {
    const token = await this.callers.token(TEAM);
    return call(`http://127.0.0.1:${this.place.port}${path}`, { token, method, ...(body && { body }) });
  }

  /** Asks for a training and resolves to how it ended. */
  async trained(asked: object): Promise<Json> {
    const { body } = await this.control('POST', '/training/runs', asked);
    return this.ended((body as Json)['runId'] as string);
  }

  ended(runId: string): Promise<Json> {
    return eventually(async () => {
      const run = (await this.control('GET', `/training/runs/${runId}`)).body as Json;
      if (run['state'] !== 'completed' && run['state'] !== 'failed') throw new Error(JSON.stringify(run));
      return run;
    }, PATIENCE);
  }
}
