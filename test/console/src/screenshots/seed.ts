import { call, type RunningMesh } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import { HEART_ID } from '../support/products.js';

const TRAINED = { timeoutMs: 120_000, everyMs: 250 };
const COUNTED = { timeoutMs: 30_000, everyMs: 500 };

/** A model trained twice more with other penalties, traffic of bracelets, a request that waits and one that was granted. */
export async function seed({ mesh, callers }: RunningMesh): Promise<void> {
  const post = async (path: string, as: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await call(mesh.address() + path, { token: await callers.token(as), body });
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  };
  const ask = (port: string, reason: string) =>
    post('/access/agreements', 'carla-consumer', {
      product: HEART_ID,
      port,
      purpose: 'HOPERAT',
      until: new Date(Date.now() + 90 * 86_400_000).toISOString(),
      reason,
    });

  for (const [l2, reason] of [
    [50, 'A strong penalty, to see what it costs'],
    [1, 'A weak penalty'],
  ] as const) {
    const { runId } = await post('/training/runs', 'dana-scientist', {
      model: 'heart-disease-risk',
      parameters: { l2 },
      reason,
    });
    await eventually(async () => {
      const token = await callers.token('dana-scientist');
      const { body } = await call(`${mesh.address()}/training/runs/${String(runId)}`, { token });
      if (body.state === 'failed') throw new Error(`the training failed: ${JSON.stringify(body)}`);
      return body.state === 'completed';
    }, TRAINED);
  }
  const granted = await ask('cohort', 'Comparison with our own study');
  await post(`/access/agreements/${String(granted.id)}/grant`, 'team-cardiology', { reason: 'The study is public' });
  await ask('history', 'Planning of outpatient capacity');
  const { status, stderr } = await callers.mesh('simulate', 'cardiology', '--rate', '20', '--for', '15s');
  if (status !== 0) throw new Error(`the simulation ended with ${status}: ${stderr}`);
  // The pages show what was measured: wait for the first measures.
  await eventually(async () => {
    const { text } = await call(`${mesh.address()}/catalog/products/${HEART_ID}/measures`);
    return text.includes('"calls"');
  }, COUNTED);
}
