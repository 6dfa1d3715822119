import { randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { Database } from '@mesh/database';
import { Outbox } from '@mesh/events';
import { ModelRegistry, outcomeOf, type Rollout } from '@mesh/models';

import { ModelsErrors } from '../models.errors.js';
import { dropAlias } from './drop-alias.js';
import { RolloutErrors } from './rollout.errors.js';
import { checkedRollout, type RolloutRequest } from './rollout-request.js';
import { RolloutStore, type ChangesPage, type NewRollout } from './rollout-store.js';
import { resultsOf, type TrialResults } from './trial-evidence.js';

/** A rollout with what its trial has shown. */
export interface ShownRollout extends Rollout {
  readonly results: TrialResults;
}

/** Rollouts as people and serving processes ask for them. */
@Injectable()
export class RolloutsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(RolloutStore) private readonly store: RolloutStore,
  ) {}

  /** Throws ROLLOUT.NONE. */
  async find(model: string): Promise<ShownRollout> {
    const rollout = await this.store.find(model);
    if (rollout === undefined) throw RolloutErrors.NONE();
    return { ...rollout, results: await resultsOf(this.database, rollout) };
  }

  changes(model: string, page: { readonly limit: number; readonly cursor?: number }): Promise<ChangesPage> {
    return this.store.changes(model, page);
  }

  /**
   * Makes the rollout what was asked for. The same challenger beside the same champion goes on with its trial, so that
   * each person keeps their arm; any other pair begins a new one. Throws ROLLOUT.* and MODELS.*.
   */
  async put(model: string, body: unknown, by: string): Promise<ShownRollout> {
    const request = checkedRollout(body);
    const champion = await this.championOf(model, request);
    const { challenger, shadow } = request;
    if (challenger !== undefined) await this.registry.promote(model, challenger, 'challenger', by);
    if (shadow !== undefined) await this.registry.promote(model, shadow, 'shadow', by);
    await this.store.change(model, async (standing, transaction) => {
      for (const alias of ['challenger', 'shadow'] as const)
        if (request[alias] === undefined) await dropAlias(transaction, this.outbox, { model, alias, by });
      const goesOn =
        standing?.state === 'running' && standing.champion === champion && standing.challenger === challenger;
      const trial = goesOn ? standing : newTrial();
      const answersBefore = goesOn ? (await resultsOf(transaction, standing)).challenger.answered : 0;
      return rolloutOf(model, { request, champion, trial, answersBefore, by });
    });
    return this.find(model);
  }

  /**
   * Takes a rollout back at once: nobody meets challenger or shadow any more. One whose ramp made the challenger the
   * champion gives the place back to the champion before. Throws ROLLOUT.NONE.
   */
  async end(model: string, by: string): Promise<ShownRollout> {
    const standing = await this.store.find(model);
    if (standing === undefined) throw RolloutErrors.NONE();
    const { promoted = false, challenger, champion } = standing;
    const stillServes = (await this.registry.aliased(model, 'champion'))?.version === challenger;
    if (promoted && stillServes) await this.registry.promote(model, champion, 'champion', by);
    await this.store.change(model, async (rollout, transaction) => {
      for (const alias of ['challenger', 'shadow'] as const)
        await dropAlias(transaction, this.outbox, { model, alias, by });
      const { shadow: _, promoted: __, ...rest } = rollout ?? standing;
      const reason = promoted && stillServes ? `taken back, version ${champion} serves again` : 'taken back';
      return { ...rest, state: 'ended', share: 0, by, reason };
    });
    return this.find(model);
  }

  private async championOf(model: string, { challenger, shadow }: RolloutRequest): Promise<string> {
    const serves = await this.registry.aliased(model, 'champion');
    if (serves === undefined) {
      const known = await this.registry.versions(model);
      throw known.length === 0 ? ModelsErrors.MODEL_UNKNOWN() : RolloutErrors.NO_CHAMPION();
    }
    if (outcomeOf(serves) === 'count') throw RolloutErrors.COUNTS_NOT_COMPARED();
    const champion = serves.version;
    if (champion === challenger || champion === shadow) throw RolloutErrors.IS_CHAMPION();
    return champion;
  }
}

/** A trial that nothing is known of yet. */
export const newTrial = (): Pick<Rollout, 'trial' | 'salt'> => ({
  trial: uuidv7(),
  salt: randomBytes(16).toString('base64url'),
});

function rolloutOf(
  model: string,
  {
    request: { challenger, shadow, share, ramp, reason },
    champion,
    trial: { trial, salt },
    answersBefore,
    by,
  }: {
    readonly request: RolloutRequest;
    readonly champion: string;
    readonly trial: Pick<Rollout, 'trial' | 'salt'>;
    readonly answersBefore: number;
    readonly by: string;
  },
): NewRollout {
  return {
    model,
    trial,
    state: 'running',
    champion,
    ...(challenger !== undefined && { challenger }),
    ...(shadow !== undefined && { shadow }),
    share: ramp?.steps[0] ?? share ?? 0,
    salt,
    ...(ramp !== undefined && { ramp, step: { number: 0, answersBefore } }),
    by,
    ...(reason !== undefined && { reason }),
  };
}
