import { Explainer, occlusionMap, type Background, type ExplainableModel } from '@mesh/explanation';
import type { ModelVersion } from '@mesh/models';
import type { ImageExplanation, ScoreExplanation } from '@mesh/product';
import { ServingErrors } from '@mesh/serving';

/** A version that can be asked why, with rows of its training data to compare with. */
export interface OpenedVersion {
  readonly model: ExplainableModel & { close(): Promise<void> };
  readonly background: Background;
}

/** Opens a version; undefined while its training data cannot be read. */
export type OpenExplainable = (version: ModelVersion) => Promise<OpenedVersion | undefined> | undefined;

/** A version that is open, and what explains its rows once one of them was asked about. */
interface Ready extends OpenedVersion {
  explainer?: Explainer;
}

/** An explanation costs up to thousands of scores; more of them wait for nothing. */
const MOST_WAITING = 32;
/** Champion, challenger, and versions that are asked about what they answered before. */
const MOST_OPEN = 4;

/** Explains documents by the version that answers for them, one after another; a version is opened when first asked. */
export class ScoreExplainer {
  /** By version, the one used last at the end. */
  private readonly open = new Map<string, Ready>();
  private turn: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly openVersion: OpenExplainable) {}

  /** Undefined while the training data cannot be read. Throws SERVING.MODEL_NOT_READY or OVERLOADED. */
  explain(version: ModelVersion | undefined, row: readonly number[]): Promise<ScoreExplanation | undefined> {
    return this.inTurn(version, async (ready, model) => {
      ready.explainer ??= await Explainer.of(ready.model, ready.background);
      const { contributions, scale, method, base, value, backgroundRows } = await ready.explainer.explain(row);
      const byFeature = (of: (one: (typeof contributions)[number]) => number) =>
        Object.fromEntries(contributions.map((one) => [one.feature, of(one)]));
      return {
        model,
        ...{ scale, method, base, value, backgroundRows },
        contributions: byFeature(({ contribution }) => contribution),
        ...(method === 'permutation-sampling' && {
          standardErrors: byFeature(({ standardError = 0 }) => standardError),
        }),
      };
    });
  }

  /** The same of a model of images. Throws EXPLANATION.NO_IMAGE or PATCH_INVALID besides. */
  explainImage(
    version: ModelVersion | undefined,
    row: readonly number[],
    patch?: number,
  ): Promise<ImageExplanation | undefined> {
    return this.inTurn(version, async (ready, model) => ({
      model,
      ...(await occlusionMap(ready.model, ready.background, row, { ...(patch !== undefined && { patch }) })),
    }));
  }

  private inTurn<Told>(
    version: ModelVersion | undefined,
    explain: (ready: Ready, model: ImageExplanation['model']) => Promise<Told>,
  ): Promise<Told | undefined> {
    if (version === undefined) throw ServingErrors.MODEL_NOT_READY();
    if (this.waiting >= MOST_WAITING) throw ServingErrors.OVERLOADED({ model: version.model });
    this.waiting += 1;
    const told = this.turn
      .then(() => this.readyOf(version))
      .then((ready) => ready && explain(ready, { name: version.model, version: version.version }))
      .finally(() => (this.waiting -= 1));
    this.turn = told.catch(() => undefined);
    return told;
  }

  private async readyOf(version: ModelVersion): Promise<Ready | undefined> {
    const known = this.open.get(version.version);
    this.open.delete(version.version);
    const ready: Ready | undefined = known ?? (await this.openVersion(version));
    if (ready === undefined) return undefined;
    this.open.set(version.version, ready);
    for (const [oldest, { model }] of this.open) {
      if (this.open.size <= MOST_OPEN) break;
      this.open.delete(oldest);
      await model.close();
    }
    return ready;
  }
}
