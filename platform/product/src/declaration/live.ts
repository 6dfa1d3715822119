import type { ModelSpec } from '../ports/model.js';
import type { EventPort } from '../ports/ports.js';
import type { Shape, ValueOf } from '../shape/shape.js';
import type { GivenBy, ProcessingOf } from '../processing/processing.js';
import type { DataProduct, ModelsOf, PortsOf } from './data-product.js';
import type { Asked } from './serves.js';

/** How well the serving version is known to do, with its 95 % interval. */
export interface Accuracy {
  readonly metric: 'roc_auc';
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly basis: 'held-out';
}

/** A model's answer: probability of the positive class, and by what right. */
export interface Prediction {
  readonly probability: number;
  readonly accuracy: Accuracy;
  readonly model: { readonly name: string; readonly version: string };
}

/** How well the serving version is known to foresee counts: the share of the plain mean's Poisson deviance that it explains (D²). */
export interface CountAccuracy extends Omit<Accuracy, 'metric'> {
  readonly metric: 'deviance_explained';
}

/** The answer of a model that foresees a count: how often it is to be expected, and by what right. */
export interface ExpectedCount {
  /** From 0; rarely a whole number. */
  readonly count: number;
  readonly accuracy: CountAccuracy;
  readonly model: { readonly name: string; readonly version: string };
}

/** The answer of a model, by what it foresees. */
export type AnswerOf<M> =
  M extends ModelSpec<Shape, string, infer Foreseen> ? (Foreseen extends 'count' ? ExpectedCount : Prediction) : never;

/** Why a document scores as it does: base plus all contributions is the value, in the scale of the explanation. */
export interface ScoreExplanation<Feature extends string = string> {
  /** The version that answers for this document. */
  readonly model: { readonly name: string; readonly version: string };
  readonly scale: 'log-odds' | 'probability';
  /** `additive` is exact, `permutation-sampling` an estimate with standard errors. */
  readonly method: 'additive' | 'permutation-sampling';
  /** What the version says on average of the training rows that it is compared with. */
  readonly base: number;
  readonly value: number;
  readonly contributions: { readonly [Name in Feature]: number };
  readonly standardErrors?: { readonly [Name in Feature]: number };
  readonly backgroundRows: number;
}

/** Which parts of an image a score rests on: what it loses when they are covered. */
export interface ImageExplanation {
  /** The version that answers for this image. */
  readonly model: { readonly name: string; readonly version: string };
  readonly scale: 'log-odds' | 'probability';
  readonly method: 'occlusion';
  readonly value: number;
  /** Height × width: what the score loses when the patches around a pixel are covered, on average; above 0 they raised it. */
  readonly map: readonly (readonly number[])[];
  /** Side of the square that covers, and the step between two of its places, both in pixels. */
  readonly patch: number;
  readonly stride: number;
  /** Training images whose mean covers. */
  readonly backgroundRows: number;
}

/** Of which version, and how, a document is to be explained; by default as it would be scored now. */
export interface ExplainedBy {
  readonly version?: string;
}

type FeaturesOf<Features extends Shape> = {
  readonly [Field in keyof ValueOf<Features>]: ValueOf<Features>[Field];
};

interface Foresees<Features extends Shape, Answer> {
  /** False until a first version is loaded. */
  readonly ready: boolean;
  predict(features: FeaturesOf<Features>): Promise<Answer>;
}

interface Explains<Features extends Shape> {
  /**
   * Why the document scores as it does, with the version that answers for it now or with the one that is named, as
   * it did when that one answered; undefined while the training data of the version cannot be read.
   */
  explain(
    features: FeaturesOf<Features>,
    by?: ExplainedBy,
  ): Promise<ScoreExplanation<Extract<keyof ValueOf<Features>, string>> | undefined>;
  /**
   * The same of a model whose features are the pixels of an image, such as those of the recipe `image_network`; `patch` is
   * the side in pixels of what covers. Throws EXPLANATION.NO_IMAGE or PATCH_INVALID.
   */
  explainImage(
    features: FeaturesOf<Features>,
    by?: ExplainedBy & { readonly patch?: number },
  ): Promise<ImageExplanation | undefined>;
}

/** A count explains itself not: contributions are told of probabilities. */
type Predictor<M> =
  M extends ModelSpec<infer Features extends Shape, string, infer Foreseen>
    ? Foresees<Features, AnswerOf<M>> & (Foreseen extends 'count' ? unknown : Explains<Features>)
    : never;

type Publisher<P> =
  P extends EventPort<infer Message extends Shape> ? (message: ValueOf<Message>, asked: Asked) => Promise<void> : never;

type Finder<P> =
  P extends EventPort<infer Message extends Shape> ? (id: string) => Promise<ValueOf<Message> | undefined> : never;

/**
 * What the platform gives a service: predictors of its models, publishers of its events (durable when they resolve), but
 * of those that a processing gives, and finders of what was published: by the field that identifies it, in the log or in
 * the dataset that lands it; undefined for what never was, is past its time, or tells of somebody who was forgotten.
 */
export interface Live<P extends DataProduct> {
  readonly models: { readonly [Name in keyof ModelsOf<P>]: Predictor<ModelsOf<P>[Name]> };
  readonly emit: {
    readonly [Name in Exclude<keyof PortsOf<P, 'event'>, GivenBy<ProcessingOf<P>>>]: Publisher<P['ports'][Name]>;
  };
  readonly find: { readonly [Name in keyof PortsOf<P, 'event'>]: Finder<P['ports'][Name]> };
}
