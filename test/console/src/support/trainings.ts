import { randomUUID } from 'node:crypto';
import { call, withLogOf, type RunningMesh } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import { TRAINING_LOGGED_TOPIC, type TrainingLogged } from '@mesh/training';

const MODEL = 'heart-disease-risk';
const SCIENTIST = 'dana-scientist';
const TRAINED = { timeoutMs: 120_000, everyMs: 250 };

/** Asks for a training as a data scientist, of the heart model unless another is named, and gives its run. */
export async function askForTraining({ mesh, callers }: RunningMesh, asked: object): Promise<string> {
  const token = await callers.token(SCIENTIST);
  const { status, body, text } = await call(`${mesh.address()}/training/runs`, {
    token,
    body: { model: MODEL, ...asked },
  });
  if (status !== 202) throw new Error(`the training was answered ${status}: ${text}`);
  return String(body.runId);
}

/** Waits until a run has made its version, and gives it. */
export function versionOf({ mesh, callers }: RunningMesh, runId: string): Promise<string> {
  return eventually(async () => {
    const token = await callers.token(SCIENTIST);
    const { body } = await call(`${mesh.address()}/training/runs/${runId}`, { token });
    if (body.state !== 'completed') throw new Error(JSON.stringify(body));
    return String(body.version);
  }, TRAINED);
}

/** Says in the log of a run what its recipe would say. */
export async function sayInLog({ mesh }: RunningMesh, data: TrainingLogged) {
  const event = {
    ...{ id: randomUUID(), source: 'urn:mesh:service:cardiology', type: TRAINING_LOGGED_TOPIC, key: data.runId, data },
    time: new Date().toISOString(),
  };
  await withLogOf(mesh.place.home, (log) => log.append(TRAINING_LOGGED_TOPIC, [event]));
}
