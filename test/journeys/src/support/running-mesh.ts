import { callersOf, type Callers } from './callers.js';
import { call, type Answered, type Sending } from './http-door.js';
import { MeshProcess } from './mesh-process.js';

/** A mesh that runs for one story, with its doors. */
export interface RunningMesh {
  readonly mesh: MeshProcess;
  readonly callers: Callers;
  /** Posts to the bracelet's port, as the bracelet's app unless another identity is named. */
  score(body: unknown, sending?: Sending & { readonly as?: string }): Promise<Answered>;
  /** Calls the control plane as an identity. */
  ask(path: string, as: string): Promise<Answered>;
}

/** Starts a mesh on a new home; `dispose` of its process ends it. */
export async function startMeshForStory(environment: Readonly<Record<string, string>> = {}): Promise<RunningMesh> {
  const mesh = await MeshProcess.create(environment);
  await mesh.start().catch(async (failure: unknown) => {
    await mesh.dispose();
    throw failure;
  });
  const callers = callersOf(mesh.place);
  return {
    mesh,
    callers,
    async score(body, { as = 'bracelet-app', ...sending } = {}) {
      return call(`${mesh.address(1)}/heart-disease-risk/v1/scores`, {
        token: await callers.token(as),
        ...sending,
        body,
      });
    },
    async ask(path, as) {
      return call(`${mesh.address()}${path}`, { token: await callers.token(as) });
    },
  };
}

/** How long a story may take to begin. */
export const BEGIN_TIMEOUT_MS = 90_000;
