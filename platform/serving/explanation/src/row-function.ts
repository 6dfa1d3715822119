import type { ImageForm } from './image-form.js';

/** A model as a function of rows: n × features values, row-major, NaN where not measured, to n numbers. */
export type RowFunction = (rows: Float32Array) => Promise<Float32Array>;

/** What a model's numbers are measured in. */
export type Scale = 'log-odds' | 'probability';

/** A model that can be asked why. */
export interface ExplainableModel {
  readonly features: readonly string[];
  readonly scale: Scale;
  readonly evaluate: RowFunction;
  /** Where the features are the pixels of an image. */
  readonly image?: ImageForm;
}
