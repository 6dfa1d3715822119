import type { Metrics } from './metrics.js';

/** A measure with its 95 % interval and the number of cases it rests on. */
export interface Measure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** A tensor of a signature. */
export interface Tensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
}

/** What goes in and comes out. */
export interface Signature {
  readonly features: readonly string[];
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** A version of a model, as the registry tells it. */
export interface ModelVersion {
  readonly model: string;
  readonly version: string;
  readonly status: 'ready' | 'withdrawn';
  readonly createdAt: string;
  readonly onnxSha256: string;
  readonly signature: Signature;
  readonly hyperparameters: Parameters;
  readonly metrics: Metrics;
  readonly snapshot: {
    readonly sha256: string;
    readonly rows: number;
    readonly trainingRows: number;
    readonly source: string;
    readonly attribution?: string;
  };
  readonly commit: string;
  readonly author: string;
  readonly runId: string;
  readonly contractVersion: string;
}

export type Alias = 'champion' | 'challenger' | 'shadow';

/** The aliases, the one that serves first. */
export const ALIASES: readonly Alias[] = ['champion', 'challenger', 'shadow'];

/** A model with its versions, the newest first. */
export interface Model {
  readonly model: string;
  readonly aliases: Readonly<Partial<Record<Alias, string>>>;
  readonly versions: readonly ModelVersion[];
}

/** A model in the list. */
export interface ListedModel {
  readonly model: string;
  readonly versions: number;
  readonly aliases: Readonly<Partial<Record<Alias, string>>>;
  readonly updatedAt?: string;
  /** Of the champion: the one where it foresees a probability, the other where it foresees a count. */
  readonly rocAuc?: Measure;
  readonly devianceExplained?: Measure;
}

/** The path of a model in the registry's API. */
export const modelPath = (model: string): string => `/models/${encodeURIComponent(model)}`;

/** The path of a version in the registry's API. */
export const versionPath = (model: string, version: string): string =>
  `${modelPath(model)}/versions/${encodeURIComponent(version)}`;

/** The page of a model. */
export const modelPage = (model: string): string => `/registry/${encodeURIComponent(model)}`;

/** The page of a version. */
export const versionPage = (model: string, version: string): string =>
  `${modelPage(model)}/versions/${encodeURIComponent(version)}`;

/** The page on which two versions are compared. */
export const comparePage = (model: string, left: string, right: string): string =>
  `${modelPage(model)}/compare?${new URLSearchParams({ left, right }).toString()}`;

/** The page of a training run. */
export const runPage = (runId: string): string => `/registry/runs/${encodeURIComponent(runId)}`;

/** The aliases that stand on a version. */
export const aliasesOf = (aliases: Model['aliases'], version: string): readonly Alias[] =>
  ALIASES.filter((alias) => aliases[alias] === version);
