import type { ModelRegistry, ModelVersion, Rollout, RolloutSource } from '@mesh/models';
import { MeshError } from '@mesh/product';
import type { ArmedScorer, Arms } from '@mesh/rollout';
import type { Scorer } from '@mesh/serving';
import type { Logger } from '../observability/logger.js';

type ArmName = 'challenger' | 'shadow';

export interface ArmsFollowerParts {
  readonly rollouts: RolloutSource;
  readonly registry: ModelRegistry;
  readonly logger: Logger;
  /** A version of a trial cannot serve as its arm in this process. */
  readonly onUnfit: (rollout: Rollout, arm: ArmName) => void;
}

/** Gives scorers the arms that the rollout of their model says; the champion is somebody else's business. */
export class ArmsFollower {
  private readonly applied = new WeakMap<ArmedScorer, number>();

  constructor(private readonly parts: ArmsFollowerParts) {}

  /** Throws when the registry does not answer. */
  async follow(scorer: ArmedScorer): Promise<void> {
    const rollout = await this.parts.rollouts.rollout(scorer.model);
    if (rollout === undefined || this.applied.get(scorer) === rollout.revision) return;
    const wanted = {
      challenger: rollout.share > 0 ? rollout.challenger : undefined,
      shadow: rollout.shadow,
    };
    const standing = scorer.arms?.trial === rollout.trial ? scorer.arms : undefined;
    const challenger = await this.armOf(scorer, rollout, { arm: 'challenger', version: wanted.challenger, standing });
    const shadow = await this.armOf(scorer, rollout, { arm: 'shadow', version: wanted.shadow, standing });
    const { trial, share, salt } = rollout;
    const none = challenger === undefined && shadow === undefined;
    await scorer.arm(
      none ? undefined : { trial, share, salt, ...(challenger && { challenger }), ...(shadow && { shadow }) },
    );
    this.applied.set(scorer, rollout.revision);
    this.parts.logger.info({ model: scorer.model, trial, share, state: rollout.state }, 'a rollout is followed');
  }

  private async armOf(
    scorer: ArmedScorer,
    rollout: Rollout,
    { arm, version, standing }: { arm: ArmName; version: string | undefined; standing: Arms | undefined },
  ): Promise<Scorer | undefined> {
    if (version === undefined) return undefined;
    const loaded = standing?.[arm];
    if (loaded?.current?.version === version) return loaded;
    try {
      return await this.load(scorer, version);
    } catch (cause) {
      if (!(cause instanceof MeshError) || cause.retryable) throw cause;
      this.parts.logger.warn({ model: scorer.model, version, arm, cause }, 'a version cannot be an arm');
      this.parts.onUnfit(rollout, arm);
      return undefined;
    }
  }

  private async load(scorer: ArmedScorer, number: string): Promise<Scorer> {
    const version = await this.parts.registry.version(scorer.model, number);
    const onnx = version && (await this.parts.registry.artifact(version.onnxSha256));
    if (onnx === undefined) throw new Error('the registry names a version without having it');
    return scorer.load(version as ModelVersion, onnx);
  }
}
