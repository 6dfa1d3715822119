import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { MeshPlace } from './mesh-process.js';

const COMMAND = fileURLToPath(new URL('../../../../platform/cli/bin/mesh.mjs', import.meta.url));
const run = promisify(execFile);

/** The command line and the tokens of a mesh's demonstration identities. */
export interface Callers {
  token(identity: string): Promise<string>;
  /** Runs `mesh …` and resolves to what it printed and its exit status. */
  mesh(
    ...commandLine: string[]
  ): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }>;
}

/** Callers of the mesh at a place; every identity's token is asked for once. */
export function callersOf(place: MeshPlace): Callers {
  const tokens = new Map<string, Promise<string>>();
  const mesh: Callers['mesh'] = async (...commandLine) => {
    const env = { ...process.env, MESH_HOME: place.home, MESH_PORT: String(place.port), NODE_OPTIONS: '' };
    try {
      const { stdout, stderr } = await run(COMMAND, [...commandLine], {
        env,
        timeout: 60_000,
        maxBuffer: 64e6,
      });
      return { status: 0, stdout, stderr };
    } catch (failure) {
      const { code, stdout, stderr } = failure as { code?: number; stdout?: string; stderr?: string };
      return { status: typeof code === 'number' ? code : 1, stdout: stdout ?? '', stderr: stderr ?? '' };
    }
  };
  const ask = async (identity: string): Promise<string> => {
    const { status, stdout, stderr } = await mesh('token', '--as', identity);
    if (status !== 0) throw new Error(`no token for ${identity}: ${stderr}`);
    return stdout.trim();
  };
  return {
    mesh,
    token(identity) {
      const token = tokens.get(identity) ?? ask(identity);
      tokens.set(identity, token);
      return token;
    },
  };
}
