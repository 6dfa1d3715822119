import type { Measure, ModelStanding, ModelVersion } from '@mesh/models';
import type { Accuracy, CountAccuracy, ExpectedCount, Prediction } from '@mesh/product';
import { ServingErrors, type Scorer } from '@mesh/serving';

type Standing = Omit<Prediction, 'probability'> | Omit<ExpectedCount, 'count'>;

interface Known {
  readonly heard: ModelStanding | undefined;
  readonly standing: Standing;
}

const heard = new WeakMap<Scorer, ModelStanding>();
const standings = new WeakMap<ModelVersion, Known>();

/** Takes note of how the model of a scorer does in practice. */
export function hearStanding(scorer: Scorer, standing: ModelStanding): void {
  heard.set(scorer, standing);
}

/**
 * By what right a version answers: worked out once for each word about it. The accuracy is that over outcomes of its own
 * scores where enough are known, else that of its held-out rows; either way over cases that it had not seen. Throws
 * SERVING.MODEL_STOPPED where the evaluation has forbidden the version to answer.
 */
export function standingOf(version: ModelVersion, scorer: Scorer): Standing {
  const said = heard.get(scorer);
  const ofVersion = said?.version === version.version ? said : undefined;
  if (ofVersion?.state === 'stopped') throw ServingErrors.MODEL_STOPPED({ version: version.version });
  const known = standings.get(version);
  if (known !== undefined && known.heard === ofVersion) return known.standing;
  const model = { name: version.model, version: version.version };
  const { metrics } = version;
  const standing: Standing =
    metrics.outcome === 'count'
      ? { accuracy: { metric: 'deviance_explained', ...heldOut(metrics.devianceExplained) }, model }
      : { accuracy: { metric: 'roc_auc', ...heldOut(ofVersion?.rocAuc ?? metrics.rocAuc) }, model };
  standings.set(version, { heard: ofVersion, standing });
  return standing;
}

const heldOut = ({ value, low, high, n }: Measure): Omit<Accuracy | CountAccuracy, 'metric'> => ({
  ...{ value, low, high, n },
  basis: 'held-out',
});
