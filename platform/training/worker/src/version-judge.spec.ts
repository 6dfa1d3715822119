import { createHash } from 'node:crypto';
import { judgeVersion } from '@mesh/gates';
import type { GateVerdict, ModelRegistry, ModelVersion, NewModelVersion } from '@mesh/models';
import type { Gates } from '@mesh/product';
import { openAsked } from '@mesh/serving-onnx';
import { categorical, numeric, snapshotFromRows, type Snapshot, type Trained } from '@mesh/training';
import { logisticRecipe } from '@mesh/training-linear';

const columns = [numeric('age'), categorical('sex', [0, 1]), numeric('pulse')];
const names = columns.map(({ name }) => name);

/** People whose risk grows with age and pulse; `mixed` turns that share of the outcomes round. */
function people(count: number, mixed: number, seed = 1): Snapshot {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296;
  const rows = Array.from({ length: count }, () => {
    const [age, sex, pulse] = [30 + Math.floor(next() * 50), next() < 0.5 ? 0 : 1, 50 + Math.floor(next() * 70)];
    const ill = (age - 55) / 8 + (pulse - 85) / 12 + 2 * (next() - 0.5) > 0;
    return { age, sex, pulse, ill: ill !== next() < mixed ? 1 : 0 };
  });
  return snapshotFromRows(rows, { columns, label: 'ill' }).snapshot;
}

const recipe = logisticRecipe({ columns });
const trainedOn = (snapshot: Snapshot) => recipe(snapshot, { l2: 1 }, () => undefined);

function versionOf(trained: Trained): NewModelVersion {
  return {
    model: 'risk',
    onnxSha256: createHash('sha256').update(trained.onnx).digest('hex'),
    signature: trained.signature,
    hyperparameters: trained.hyperparameters,
    metrics: trained.metrics,
    snapshot: { sha256: '0'.repeat(64), rows: 1, trainingRows: 1, source: 'people' },
    commit: 'uncommitted',
    author: 'dana',
    runId: 'r1',
    contractVersion: '1.0.0',
  };
}

/** A registry in which this is the champion. */
function registryWith(champion?: Trained): ModelRegistry {
  const version: ModelVersion | undefined = champion && {
    ...versionOf(champion),
    version: '7',
    createdAt: '2026-01-01T00:00:00Z',
    status: 'ready',
  };
  return {
    aliased: async () => version,
    artifact: async () => champion?.onnx,
  } as Partial<ModelRegistry> as ModelRegistry;
}

const good = people(800, 0.02);

describe('given a version that was just trained', () => {
  let well: Trained;
  let badly: Trained;

  const judged = (
    trained: Trained,
    gates: Gates,
    {
      champion,
      recentInputs,
    }: { champion?: Trained; recentInputs?: () => Promise<readonly Record<string, number | null>[]> } = {},
  ) =>
    judgeVersion(
      { columns: names, gates, ...(recentInputs && { recentInputs }) },
      { version: versionOf(trained), onnx: trained.onnx, snapshot: good },
      { registry: registryWith(champion), open: openAsked },
    );
  const failures = (verdicts: readonly GateVerdict[]) =>
    verdicts.filter(({ passed }) => !passed).map(({ gate }) => gate);

  beforeAll(async () => {
    well = await trainedOn(good);
    badly = await trainedOn(people(800, 0.5, 9));
  });

  it('lets it pass what it is good for', async () => {
    const gates: Gates = {
      rocAuc: { min: 0.85 },
      brier: { max: 0.15 },
      calibration: { max: 0.1 },
      everySubgroup: {
        of: { sex: { field: 'sex', names: { 0: 'female', 1: 'male' } }, age: { field: 'age', starts: [55] } },
        rocAuc: { min: 0.75 },
        behindChampion: { max: 0.02 },
      },
      goldenCases: [
        { name: 'young and calm', input: { age: 30, sex: 0, pulse: 55 }, probability: { max: 0.1 } },
        { name: 'old and racing', input: { age: 78, pulse: 118 }, probability: { min: 0.9 } },
      ],
      notWorseThanChampion: {},
      size: { maxBytes: 100_000 },
    };
    const verdicts = await judged(well, gates, { champion: well });
    expect(failures(verdicts)).toEqual([]);
    expect(verdicts.find(({ gate }) => gate === 'notWorseThanChampion')?.figures).toMatchObject({
      difference: 0,
      champion: '7',
      rows: good.heldOut.filter(Boolean).length,
    });
    expect(verdicts.find(({ gate }) => gate === 'everySubgroup')?.figures).toMatchObject({ groups: 4, judged: 4 });
  });

  it('measures it itself and believes nothing that the recipe says', async () => {
    const boasting = { ...badly, metrics: well.metrics };
    expect(failures(await judged(boasting, { rocAuc: { min: 0.85 } }))).toEqual(['rocAuc']);
  });

  it('does not let it take the place of a better champion', async () => {
    const gates: Gates = {
      notWorseThanChampion: { margin: 0.05 },
      everySubgroup: { of: { sex: { field: 'sex', names: { 0: 'female', 1: 'male' } } }, behindChampion: { max: 0.1 } },
    };
    expect(failures(await judged(badly, gates, { champion: well }))).toEqual(['everySubgroup', 'notWorseThanChampion']);
    expect(failures(await judged(badly, gates))).toEqual([]);
  });

  it('sees that people arrive whom it never learnt from', async () => {
    const arriving = (age: number) => async () => Array.from({ length: 250 }, () => ({ age, sex: 1, pulse: null }));
    const gates: Gates = { coverage: { inputs: 'history', maxUncovered: 0.1 } };
    expect(failures(await judged(well, gates, { recentInputs: arriving(50) }))).toEqual([]);
    const verdicts = await judged(well, gates, { recentInputs: arriving(12) });
    expect(verdicts.at(-1)).toMatchObject({
      gate: 'coverage',
      passed: false,
      figures: { age: 1, rows: 250, judged: 2 },
    });
  });

  it('says the reason of a file that cannot be opened, and of features in another order', async () => {
    const broken = { ...well, onnx: new TextEncoder().encode('not a model') };
    expect(await judged(broken, { rocAuc: { min: 0.5 } })).toMatchObject([
      { gate: 'signature', passed: false, reason: expect.stringContaining('ONNX Runtime cannot read it') },
    ]);
    const turned = { ...well, signature: { ...well.signature, features: ['sex', 'age', 'pulse'] } };
    expect(await judged(turned, {})).toMatchObject([{ gate: 'signature', passed: false }]);
  });

  it('times a row through the model', async () => {
    const [latency] = (await judged(well, { latency: { maxMs: 60_000 } })).slice(-1);
    expect(latency).toMatchObject({ gate: 'latency', passed: true, figures: { runs: 100, maxMs: 60_000 } });
  });
});
