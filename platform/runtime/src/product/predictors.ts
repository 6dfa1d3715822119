import type { ModelVersion } from '@mesh/models';
import { fieldOrder, type Accuracy, type ModelSpec, type Prediction } from '@mesh/product';
import type { Scorer } from '@mesh/serving';

interface Predictor {
  readonly ready: boolean;
  predict(features: object): Promise<Prediction>;
}

/** Turns a document into a row of the model's columns: in the order of the shape, NaN where nothing was measured. */
export function predictorOf(spec: ModelSpec, scorer: Scorer): Predictor {
  const columns = fieldOrder(spec.features);
  return {
    get ready() {
      return scorer.current !== undefined;
    },
    predict: async (features) => {
      const known = features as Readonly<Record<string, number | null | undefined>>;
      const row = columns.map((column) => known[column] ?? Number.NaN);
      const { probability, version } = await scorer.score(row);
      return { probability, ...standingOf(version) };
    },
  };
}

/** Foresees for many documents in one call of the engine, all with the version that is current as it is called. */
export function batchPredictorOf(
  spec: ModelSpec,
  scorer: Scorer,
): (documents: readonly object[]) => Promise<readonly Prediction[]> {
  const columns = fieldOrder(spec.features);
  return async (documents) => {
    const rows = new Float32Array(documents.length * columns.length);
    documents.forEach((document, nth) => {
      const known = document as Readonly<Record<string, number | null | undefined>>;
      columns.forEach((column, place) => (rows[nth * columns.length + place] = known[column] ?? Number.NaN));
    });
    // The engine takes its version in the same turn, so that it is this one.
    const version = scorer.current;
    const probabilities = await scorer.scoreMany(rows);
    const standing = standingOf(version as ModelVersion);
    return Array.from(probabilities, (probability) => ({ probability, ...standing }));
  };
}

type Standing = Omit<Prediction, 'probability'>;

const standings = new WeakMap<ModelVersion, Standing>();

/** By what right a version answers: worked out once a version. */
function standingOf(version: ModelVersion): Standing {
  let standing = standings.get(version);
  if (standing === undefined) {
    const { value, low, high, n } = version.metrics.rocAuc;
    const accuracy: Accuracy = { metric: 'roc_auc', value, low, high, n, basis: 'held-out' };
    standings.set(version, (standing = { accuracy, model: { name: version.model, version: version.version } }));
  }
  return standing;
}
