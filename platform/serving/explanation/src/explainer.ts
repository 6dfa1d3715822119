import { additiveParts, type AdditiveParts } from './additive-contributions.js';
import type { Background } from './background.js';
import type { Explanation } from './explanation.js';
import { ExplanationErrors } from './explanation.errors.js';
import type { ExplainableModel } from './row-function.js';
import { sampledContributions } from './sampled-contributions.js';

export interface ExplainerSettings {
  /** How often each background row is walked from where contributions are estimated. Default 5. */
  readonly rounds?: number;
  /** Recorded with each estimate. Default 1. */
  readonly seed?: number;
}

/** Explains scores of one version: exactly where it is additive in its scale, by sampling elsewhere. */
export class Explainer {
  private constructor(
    private readonly model: ExplainableModel,
    private readonly background: Background,
    private readonly parts: AdditiveParts | undefined,
    private readonly settings: Required<ExplainerSettings>,
  ) {}

  /**
   * Looks once whether the model is additive. Throws EXPLANATION.BACKGROUND_EMPTY, and IMAGE_AS_ROW for a model of images:
   * its columns are too many, and each says too little.
   */
  static async of(
    model: ExplainableModel,
    background: Background,
    { rounds = 5, seed = 1 }: ExplainerSettings = {},
  ): Promise<Explainer> {
    if (model.image !== undefined) throw ExplanationErrors.IMAGE_AS_ROW();
    if (background.rows === 0) throw ExplanationErrors.BACKGROUND_EMPTY();
    const parts = await additiveParts(model.evaluate, background);
    return new Explainer(model, background, parts, { rounds, seed });
  }

  /** `row` has the features in the model's order, NaN where not measured. Throws EXPLANATION.ROW_INVALID. */
  async explain(row: ArrayLike<number>): Promise<Explanation> {
    const { features, scale, evaluate } = this.model;
    if (row.length !== features.length) throw ExplanationErrors.ROW_INVALID({ expected: features.length });
    // The model sees 32-bit floats; so does the explanation.
    const seen = Float32Array.from(row);
    const value = (await evaluate(seen))[0] as number;
    const told = {
      scale,
      value,
      backgroundRows: this.background.rows,
    };
    const named = (contributions: readonly number[], standardErrors?: readonly number[]) =>
      features.map((feature, nth) => ({
        feature,
        value: Number.isNaN(row[nth]) ? null : (row[nth] as number),
        contribution: contributions[nth] as number,
        ...(standardErrors && { standardError: standardErrors[nth] as number }),
      }));
    if (this.parts !== undefined) {
      const contributions = await this.parts.contributionsOf(seen);
      return { ...told, method: 'additive', base: this.parts.base, contributions: named(contributions) };
    }
    const { rounds, seed } = this.settings;
    const sampled = await sampledContributions(evaluate, seen, { background: this.background, rounds, seed });
    return {
      ...told,
      method: 'permutation-sampling',
      base: sampled.base,
      contributions: named(sampled.contributions, sampled.standardErrors),
      sampling: { walks: sampled.walks, seed },
    };
  }
}
