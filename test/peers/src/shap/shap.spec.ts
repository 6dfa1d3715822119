import { backgroundOf, Explainer, occlusionMap, type ExplainableModel, type Explanation } from '@mesh/explanation';
import type { Signature } from '@mesh/models';
import { openExplainable } from '@mesh/serving-onnx';
import { storyWith, toolPath } from '@mesh/test-contracts';
import { categorical, numeric, type TrainingColumn } from '@mesh/training';
import { exportOnnx, fitModel } from '@mesh/training-linear';
import { askShap, type Answered, type Explained } from './ask-shap.js';

const FEATURES = ['age', 'pressure', 'cholesterol', 'pulse', 'pain'];
const EXPLAINED = 8;

/** Rows as of patients, the same each time; of every `missingEach`th, one cell was not measured. */
function patients(count: number, { missingEach }: { readonly missingEach?: number } = {}): Float64Array[] {
  return Array.from({ length: count }, (_, n) => {
    const row = Float64Array.of(
      30 + ((n * 17) % 50),
      100 + ((n * 29) % 80),
      150 + ((n * 37) % 200),
      60 + ((n * 23) % 90),
      1 + ((n * 7) % 4),
    );
    if (missingEach !== undefined && n % missingEach === 0) row[(n / missingEach) % 4] = NaN;
    return row;
  });
}
const labelsOf = (rows: readonly Float64Array[]) =>
  Uint8Array.from(rows, ([age = 0, pressure = 0, cholesterol = 0, pulse = 0, pain = 0], n) =>
    (age || 50) / 20 +
      (pressure || 130) / 60 -
      (pulse || 100) / 40 +
      pain * ((cholesterol || 200) > 240 ? 1 : 0.2) +
      ((n * 13) % 10) / 8 >
    4
      ? 1
      : 0,
  );
const plain = (rows: readonly ArrayLike<number>[]) =>
  rows.map((row) => Array.from(row, (value) => (Number.isNaN(value) ? null : value)));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const signatureOf = (input: string, output: string): Signature => ({
  features: FEATURES,
  inputs: [{ name: input, datatype: 'FP32', shape: [-1, FEATURES.length] }],
  outputs: [{ name: output, datatype: 'FP32', shape: [-1] }],
});
const fitted = (columns: readonly TrainingColumn[], features: readonly Float64Array[]) =>
  exportOnnx(fitModel(columns, { features, labels: labelsOf(features) }, 0.5));

const measured = patients(300);
const gappy = patients(300, { missingEach: 6 });
const straight = fitted(
  FEATURES.map((name) => numeric(name)),
  measured,
);
const coded = fitted(
  FEATURES.map((name) => (name === 'pain' ? categorical(name, [1, 2, 3, 4]) : numeric(name))),
  gappy,
);
const backgroundRows = 60;

storyWith('science-python')('given the models that shap explains', () => {
  let answered: Answered;

  beforeAll(() => {
    const asked = (onnx: Uint8Array, rows: readonly Float64Array[]) => ({
      onnx: text(onnx),
      background: plain(rows.slice(0, backgroundRows)),
      rows: plain(rows.slice(100, 100 + EXPLAINED)),
    });
    const { background, rows } = asked(straight, measured);
    answered = askShap(toolPath('science-python'), {
      linear: asked(straight, measured),
      kernel: asked(coded, gappy),
      tree: { training: plain(measured), labels: [...labelsOf(measured)], background, rows },
    });
  }, 300_000);

  const explained = async (
    onnx: Uint8Array,
    {
      rows,
      signature,
      rounds = 5,
      seenAs = (model) => model,
    }: {
      readonly rows: readonly Float64Array[];
      readonly signature: Signature;
      readonly rounds?: number;
      readonly seenAs?: (model: ExplainableModel) => ExplainableModel;
    },
  ): Promise<readonly Explanation[]> => {
    const model = await openExplainable(onnx, signature);
    const explainer = await Explainer.of(seenAs(model), backgroundOf(rows.slice(0, backgroundRows)), { rounds });
    const explanations: Explanation[] = [];
    for (const row of rows.slice(100, 100 + EXPLAINED)) explanations.push(await explainer.explain(row));
    await model.close();
    return explanations;
  };

  it('agrees with LinearExplainer on a linear model', async () => {
    const ours = await explained(straight, { rows: measured, signature: signatureOf('features', 'probability') });
    ours.forEach(({ method, scale, base, contributions }, row) => {
      expect([method, scale]).toEqual(['additive', 'log-odds']);
      expect(base).toBeCloseTo(answered.linear.base, 4);
      contributions.forEach(({ contribution }, feature) =>
        expect(contribution).toBeCloseTo(answered.linear.values[row]![feature]!, 4),
      );
    });
  });

  it('agrees with LinearExplainer where a linear model sees an image, and one pixel after another is covered', async () => {
    const opened = await openExplainable(straight, signatureOf('features', 'probability'));
    const model = { ...opened, image: { channels: 1, height: 1, width: FEATURES.length } };
    const background = backgroundOf(measured.slice(0, backgroundRows));
    for (const [nth, row] of measured.slice(100, 100 + EXPLAINED).entries()) {
      const { map } = await occlusionMap(model, background, row, { patch: 1 });
      map[0]!.forEach((lost, pixel) => expect(lost).toBeCloseTo(answered.linear.values[nth]![pixel]!, 4));
    }
    await opened.close();
  });

  it('agrees with KernelExplainer over all coalitions where cells are missing and features are codes', async () => {
    const ours = await explained(coded, { rows: gappy, signature: signatureOf('features', 'probability') });
    expect(ours.some(({ contributions }) => contributions.some(({ value }) => value === null))).toBe(true);
    ours.forEach(({ method, base, contributions }, row) => {
      expect(method).toBe('additive');
      expect(base).toBeCloseTo(answered.kernel.base, 3);
      contributions.forEach(({ contribution }, feature) =>
        expect(contribution).toBeCloseTo(answered.kernel.values[row]![feature]!, 3),
      );
    });
  });

  /** Estimates lie within five of their own standard errors of what is exact. */
  const agree = (ours: readonly Explanation[], theirs: Explained) =>
    ours.forEach(({ method, base, contributions }, row) => {
      expect(method).toBe('permutation-sampling');
      expect(base).toBeCloseTo(theirs.base, 3);
      contributions.forEach(({ contribution, standardError = 0 }, feature) => {
        expect(standardError).toBeLessThan(0.1);
        expect(Math.abs(contribution - theirs.values[row]![feature]!)).toBeLessThan(5 * standardError + 1e-4);
      });
    });

  it('agrees with ExactExplainer on the probability of trees', async () => {
    const { onnx, input, output, probability } = answered.tree;
    const signature = signatureOf(input, output);
    agree(await explained(Buffer.from(onnx, 'base64'), { rows: measured, signature, rounds: 20 }), probability);
  });

  it('agrees with TreeExplainer on their log-odds', async () => {
    const { onnx, input, output, logOdds } = answered.tree;
    const inLogOdds = ({ features, evaluate }: ExplainableModel): ExplainableModel => ({
      features,
      scale: 'log-odds',
      evaluate: async (rows) => (await evaluate(rows)).map((probability) => Math.log(probability / (1 - probability))),
    });
    const signature = signatureOf(input, output);
    const bytes = Buffer.from(onnx, 'base64');
    agree(await explained(bytes, { rows: measured, signature, rounds: 20, seenAs: inLogOdds }), logOdds);
  });
});
