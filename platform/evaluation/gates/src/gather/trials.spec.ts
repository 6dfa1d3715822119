import { setTimeout as wait } from 'node:timers/promises';
import { snapshotFromRows } from '@mesh/training';
import { latencyVerdict } from '../verdicts/fitness.js';
import type { AskedModel } from './asked-model.js';
import { timeOneRow } from './trials.js';

const { snapshot } = snapshotFromRows(
  Array.from({ length: 20 }, (_, nth) => ({ age: 40 + nth, ill: nth % 2 })),
  { columns: ['age'], label: 'ill' },
);
/** Far longer than a busy machine takes for nothing. */
const SLOW_MS = 60;
const LIMIT = { maxMs: 50 };

/** Answers at once, but some calls only after a while. */
function answering(isSlow: (call: number) => boolean): AskedModel {
  let call = 0;
  return {
    signature: { features: ['age'], inputs: [], outputs: [] } as never,
    score: async () => {
      if (isSlow((call += 1))) await wait(SLOW_MS);
      return Float32Array.of(0.5);
    },
  };
}

describe('given a model that is timed', () => {
  it('fails where more than one of twenty calls is slow, however fast the others are', async () => {
    const latency = await timeOneRow(
      answering((call) => call % 10 === 0),
      snapshot,
    );
    expect(latency).toMatchObject({ runs: 100 });
    expect(latencyVerdict(LIMIT, latency)).toMatchObject({ passed: false });
  });

  it('passes where only a neighbour held it up for a while', async () => {
    const latency = await timeOneRow(
      answering((call) => call <= 220 && call % 10 === 0),
      snapshot,
    );
    expect(latencyVerdict(LIMIT, latency)).toMatchObject({ passed: true });
  });
});
