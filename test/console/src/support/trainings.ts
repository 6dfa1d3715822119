import { randomUUID } from 'node:crypto';
import { call, READING, withLogOf, type RunningMesh } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import { TRAINING_LOGGED_TOPIC, type TrainingLogged } from '@mesh/training';

const MODEL = 'heart-disease-risk';
const SCIENTIST = 'dana-scientist';
const TRAINED = { timeoutMs: 120_000, everyMs: 250 };
/** Few enough to travel in an event. */
const MANY_ROWS = 8_000;

/** Asks for a training of the heart model as a data scientist, and gives its run. */
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

/** Stops a run, if it has not come to its end by then. */
export async function stopTraining({ mesh, callers }: RunningMesh, runId: string): Promise<void> {
  const token = await callers.token(SCIENTIST);
  await call(`${mesh.address()}/training/runs/${runId}/cancel`, { token, body: {} });
}

/** Says in the log of a run what its recipe would say. */
export async function sayInLog({ mesh }: RunningMesh, runId: string, said: Pick<TrainingLogged, 'from' | 'lines'>) {
  const data: TrainingLogged = { runId, model: MODEL, ...said };
  const event = {
    ...{ id: randomUUID(), source: 'urn:mesh:service:cardiology', type: TRAINING_LOGGED_TOPIC, key: runId, data },
    time: new Date().toISOString(),
  };
  await withLogOf(mesh.place.home, (log) => log.append(TRAINING_LOGGED_TOPIC, [event]));
}

/** So many rows that their training takes a while. */
export function manyRows(): string {
  const { patientId: _, measuredAt: __, ...features } = READING;
  const names = Object.keys(features) as (keyof typeof features)[];
  const rows = Array.from({ length: MANY_ROWS }, (_, nth) => {
    const person = { ...features, age: 30 + (nth % 50), thalach: 90 + (nth % 97), chol: 150 + (nth % 211) };
    return [...names.map((name) => person[name]), Number(nth % 7 > 2)].join(',');
  });
  return [[...names, 'disease'].join(','), ...rows].join('\n');
}
