import type { ModelVersion } from '@mesh/models';
import {
  fieldOrder,
  type ExpectedCount,
  type ExplainedBy,
  type ImageExplanation,
  type ModelSpec,
  type Prediction,
  type ScoreExplanation,
} from '@mesh/product';
import type { ArmedScorer } from '@mesh/rollout';
import type { EntityOf } from './entity-of.js';
import { standingOf } from './model-standings.js';
import type { ScoreExplainer } from './score-explainer.js';

/** What a model answers, by what it foresees. */
export type Answered = Prediction | ExpectedCount;

interface Predictor {
  readonly ready: boolean;
  predict(features: object): Promise<Answered>;
}

/** Only probabilities explain themselves. */
interface ExplainingPredictor extends Predictor {
  explain(features: object, by?: ExplainedBy): Promise<ScoreExplanation | undefined>;
  explainImage(features: object, by?: ExplainedBy & { readonly patch?: number }): Promise<ImageExplanation | undefined>;
}

/** A version of a model by its name; undefined while it cannot be had. */
export type FindVersion = (model: string, version: string) => Promise<ModelVersion | undefined> | undefined;

/** What a predictor needs beside the declaration of its model. */
export interface PredictorParts {
  readonly scorer: ArmedScorer;
  readonly entityOf: EntityOf;
  readonly explainer: ScoreExplainer;
  readonly versionOf: FindVersion;
}

/** Turns a document into a row of the model's columns: in the order of the shape, NaN where nothing was measured. */
export function predictorOf(
  spec: ModelSpec,
  { scorer, entityOf, explainer, versionOf }: PredictorParts,
): Predictor | ExplainingPredictor {
  const columns = fieldOrder(spec.features);
  const rowOf = (features: object): number[] => {
    const known = features as Readonly<Record<string, number | null | undefined>>;
    return columns.map((column) => known[column] ?? Number.NaN);
  };
  /** Asks the version that answers for the document, or the one that is named; undefined while that one cannot be had. */
  const asked = async <Told>(
    features: object,
    by: ExplainedBy | undefined,
    ask: (version: ModelVersion | undefined) => Promise<Told | undefined>,
  ): Promise<Told | undefined> => {
    const answers = scorer.versionFor(entityOf(features));
    if (by?.version === undefined || by.version === answers?.version) return ask(answers);
    const version = await versionOf(spec.name, by.version);
    return version && ask(version);
  };
  const predictor: Predictor = {
    get ready() {
      return scorer.current !== undefined;
    },
    predict: async (features) => {
      const { answer, version } = await scorer.score(rowOf(features), entityOf(features));
      return answered(answer, version, scorer);
    },
  };
  if (spec.learnsFrom.outcome === 'count') return predictor;
  return Object.assign(predictor, {
    explain: (features: object, by?: ExplainedBy) =>
      asked(features, by, (version) => explainer.explain(version, rowOf(features))),
    explainImage: (features: object, { patch, ...by }: ExplainedBy & { readonly patch?: number } = {}) =>
      asked(features, by, (version) => explainer.explainImage(version, rowOf(features), patch)),
  });
}

function answered(answer: number, version: ModelVersion, scorer: ArmedScorer): Answered {
  const standing = standingOf(version, scorer);
  return standing.accuracy.metric === 'roc_auc'
    ? { probability: answer, ...(standing as Omit<Prediction, 'probability'>) }
    : { count: answer, ...(standing as Omit<ExpectedCount, 'count'>) };
}

/** Foresees for many documents in one call of each arm's engine, with the versions that are current as it is called. */
export function batchPredictorOf(
  spec: ModelSpec,
  scorer: ArmedScorer,
  entityOf: EntityOf,
): (documents: readonly object[]) => Promise<readonly Answered[]> {
  const columns = fieldOrder(spec.features);
  return async (documents) => {
    const rows = new Float32Array(documents.length * columns.length);
    documents.forEach((document, nth) => {
      const known = document as Readonly<Record<string, number | null | undefined>>;
      columns.forEach((column, place) => (rows[nth * columns.length + place] = known[column] ?? Number.NaN));
    });
    const { answers, versions } = await scorer.scoreBatch({ rows, entities: documents.map(entityOf) });
    return Array.from(answers, (answer, nth) => answered(answer, versions[nth] as ModelVersion, scorer));
  };
}
