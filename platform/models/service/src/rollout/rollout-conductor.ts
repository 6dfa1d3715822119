import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import { ModelRegistry, type ArmsReported, type JudgedScore, type Rollout } from '@mesh/models';
import { MeshError } from '@mesh/product';
import { nextOfRamp, type RampVerdict } from '@mesh/rollout';

import { addJudged } from './judged-evidence.js';
import { reconciled } from './reconciled.js';
import { RolloutStore, standingOf, type NewRollout } from './rollout-store.js';
import { newTrial } from './rollouts.service.js';
import { resultsOf } from './trial-evidence.js';

/** Who the changes say moved a rollout when a rule did. */
const BY_RULE = 'rollout-rule';
const AT_ITS_END = 'the ramp reached its end';

/** Moves rollouts by what their trials show and by where aliases stand. */
@Injectable()
export class RolloutConductor {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(RolloutStore) private readonly store: RolloutStore,
  ) {}

  /** The version that only listens to a model now; undefined where none does. */
  async shadowOf(model: string): Promise<string | undefined> {
    return (await this.store.find(model))?.shadow;
  }

  /**
   * Takes, within the caller's transaction, scores whose outcome is known now, of any version; those of a trial's arms count,
   * each once. `conduct` lets the rules see them.
   */
  async judged(transaction: Database, model: string, scores: readonly JudgedScore[]): Promise<void> {
    const rollout = await standingOf(transaction, model);
    if (rollout !== undefined) await addJudged(transaction, rollout, scores);
  }

  /** Takes what somebody else has joined, and judges at once. */
  async told(model: string, scores: readonly JudgedScore[]): Promise<void> {
    await this.database.transaction((transaction) => this.judged(transaction, model, scores));
    await this.conduct(model);
  }

  /** Judges the models that were reported on. */
  async reported(reports: readonly ArmsReported[]): Promise<void> {
    for (const model of new Set(reports.map((report) => report.model))) await this.conduct(model);
  }

  /** Looks at where the aliases of a model stand now. */
  async aliasMoved(model: string): Promise<void> {
    const [champion, challenger, shadow] = await Promise.all(
      (['champion', 'challenger', 'shadow'] as const).map(
        async (alias) => (await this.registry.aliased(model, alias))?.version,
      ),
    );
    await this.store.change(model, (rollout) => {
      const found = reconciled(rollout, { champion, challenger, shadow });
      if (found === undefined) return undefined;
      if (found.kind === 'change') {
        const { shadow: _, ...rest } = rollout as Rollout;
        return { ...rest, ...found.change, ...(found.shadow !== undefined && { shadow: found.shadow }), by: BY_RULE };
      }
      const begun = { model, ...newTrial(), champion: champion as string, shadow: found.shadow, share: 0 };
      return { ...begun, state: 'running', by: BY_RULE, reason: 'the alias shadow stands at this version' };
    });
  }

  /** Takes the step, or the halt, that the evidence asks for; may be called at any time, and again. */
  async conduct(model: string): Promise<void> {
    const rollout = await this.store.change(model, async (standing, transaction) => {
      if (standing === undefined || standing.share === 0 || standing.promoted === true) return undefined;
      const { challenger, champion, difference, unfit } = await resultsOf(transaction, standing);
      const outcomes = { champion: champion.outcomes, challenger: challenger.outcomes };
      const verdict = nextOfRamp(standing, { challenger, outcomes, unfit, ...(difference && { difference }) });
      return moved(standing, verdict, challenger.answered);
    });
    // Also the end that a crash kept from being followed up; not one whose promotion was refused.
    if (rollout?.ramp?.whenDone === 'promote' && rollout.state === 'finished' && rollout.reason === AT_ITS_END)
      await this.promote(rollout);
  }

  /** The alias decides: that the challenger is champion comes back as a move of it. */
  private async promote({ model, challenger = '' }: Rollout): Promise<void> {
    try {
      await this.registry.promote(model, challenger, 'champion', BY_RULE);
    } catch (error) {
      if (!(error instanceof MeshError) || error.retryable) throw error;
      const reason = `the promotion was refused: ${error.code}`;
      await this.store.change(model, (standing) =>
        standing?.state === 'finished' ? { ...standing, by: BY_RULE, reason } : undefined,
      );
    }
  }
}

/** Undefined where nothing changes. */
function moved(standing: Rollout, verdict: RampVerdict, answersBefore: number): NewRollout | undefined {
  if (verdict.verdict === 'wait') return undefined;
  if (verdict.verdict === 'halt')
    return { ...standing, state: 'halted', share: 0, by: BY_RULE, reason: verdict.reason };
  // What has reached its end is only halted.
  if (standing.state !== 'running') return undefined;
  if (verdict.verdict === 'done') return { ...standing, state: 'finished', by: BY_RULE, reason: AT_ITS_END };
  const step = { number: (standing.step?.number ?? 0) + 1, answersBefore };
  const reason = `the rule was content with step ${step.number}`;
  return { ...standing, share: verdict.share, step, by: BY_RULE, reason };
}
