import { evaluateCounts } from '@mesh/evaluation';
import { numeric, snapshotFromRows } from '@mesh/training';
import type { AskedModel } from './asked-model.js';
import { gatherEvidence } from './gather-evidence.js';

const columns = [numeric('beds'), numeric('weekday')];
const rows = Array.from({ length: 900 }, (_, i) => {
  const beds = 1 + (i % 30);
  return { beds, weekday: i % 7, admissions: Math.max(0, Math.round(beds / 3 + 4 * Math.sin(i))) };
});
const { snapshot } = snapshotFromRows(rows, { columns, label: 'admissions', outcome: 'count' });
const signature = {
  features: ['beds', 'weekday'],
  inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 2] }],
  outputs: [{ name: 'count', datatype: 'FP32', shape: [-1] }],
} as const;
/** A model that expects a count by the beds of a row. */
const expecting = (count: (beds: number) => number): AskedModel => ({
  signature,
  score: async (values) =>
    Float32Array.from({ length: values.length / 2 }, (_, i) =>
      count(Number.isNaN(values[2 * i]) ? 15 : values[2 * i]!),
    ),
});
const good = { ...expecting((beds) => beds / 3), bytes: 10 };
const gather = (model: AskedModel, champion?: AskedModel) =>
  gatherEvidence({
    gates: { notWorseThanChampion: {}, everySubgroup: { of: { size: { field: 'beds', starts: [16] } } } },
    ...{ features: signature.features, snapshot, model: { ...model, bytes: 10 } },
    ...(champion && { champion: { ...champion, version: '7' } }),
  });

describe('given held-out rows of counts', () => {
  it('measures what the figures of a version say', async () => {
    const { heldOut, missingCells, outcome } = await gather(good);
    const judged = snapshot.features.flatMap((row, i) =>
      snapshot.heldOut[i] ? [{ row, label: snapshot.labels[i]! }] : [],
    );
    const { devianceExplained, meanAbsoluteError } = evaluateCounts({
      observed: judged.map(({ label }) => label),
      expected: judged.map(({ row }) => Math.fround(row[0]! / 3)),
    });
    expect(outcome).toBe('count');
    expect(heldOut).toMatchObject({ outcome: 'count', rows: judged.length, devianceExplained, meanAbsoluteError });
    expect(heldOut!.subgroups.map(({ value }) => value)).toEqual(['<16', '≥16']);
    expect(missingCells).toEqual({ asked: 101, answered: 101 });
  });

  it('does not take for a count what is negative or without end', async () => {
    for (const answer of [-1, Infinity, NaN]) {
      const sparse: AskedModel = {
        signature,
        score: async (values) =>
          values.length === 2 ? Float32Array.of(answer) : new Float32Array(values.length / 2).fill(1),
      };
      expect((await gather(sparse)).missingCells).toEqual({ asked: 101, answered: 0 });
    }
  });

  it('compares with the champion by the deviance of the same rows, in which it finds a difference and none', async () => {
    const same = await gather(good, good);
    expect(same.champion).toMatchObject({ outcome: 'count', devianceExplained: { value: 0, low: 0, high: 0 } });
    const worse = await gather(
      expecting((beds) => beds / 2),
      good,
    );
    const better = await gather(
      good,
      expecting((beds) => beds / 2),
    );
    const differenceOf = ({ champion }: typeof worse) =>
      champion !== undefined && 'devianceExplained' in champion ? champion.devianceExplained : undefined;
    const [lost, won] = [differenceOf(worse)!, differenceOf(better)!];
    expect(lost.high).toBeLessThan(0);
    expect(won.low).toBeGreaterThan(0);
    expect(won.value).toBeCloseTo(-lost.value, 10);
    const explained = async (model: AskedModel) => {
      const { heldOut } = await gather(model);
      return heldOut!.outcome === 'count' ? heldOut!.devianceExplained!.value : NaN;
    };
    const difference = (await explained(expecting((beds) => beds / 2))) - (await explained(good));
    expect(lost.value).toBeCloseTo(difference, 10);
  });

  it('cannot compare with a champion that foresees a probability', async () => {
    const outputs = [{ ...signature.outputs[0], name: 'probability' }];
    const { champion } = await gather(good, { ...good, signature: { ...signature, outputs } });
    expect(champion).toEqual({ version: '7', incomparable: 'it foresees a probability' });
  });
});
