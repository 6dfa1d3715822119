import type { Database } from '@mesh/database';
import type { EvaluationActed, ModelRegistry } from '@mesh/models';
import { MeshError } from '@mesh/product';

import { EVENT_SOURCE } from './event-source.js';
import type { Retraining } from './retraining.js';

interface OpenRow {
  readonly id: string;
  readonly acted: EvaluationActed;
  readonly outcome: { readonly version?: string } | null;
  readonly tries: number;
}

interface Parts {
  readonly database: Database;
  readonly registry: ModelRegistry;
  readonly retraining: Retraining;
}

const MOST_TRIES = 10;
/** What an accuracy figure and a distribution have in common with the reason of a training. */
const OF_DRIFT = new Set(['driftedInputs', 'inputDrift', 'scoreDrift', 'missingRate', 'outOfRangeRate']);

/** Does what was decided; each action may be begun again after a crash, and has its effect once. */
export class ActionPerformer {
  constructor(private readonly parts: Parts) {}

  async performOpen(model: number): Promise<void> {
    const open = await this.parts.database.query<OpenRow>(
      `SELECT id, acted, outcome, tries FROM evaluation.action WHERE model = $1 AND status = 'open' ORDER BY id LIMIT 100`,
      [model],
    );
    for (const row of open) await this.perform(row);
  }

  private async perform(row: OpenRow): Promise<void> {
    const { database } = this.parts;
    try {
      if (row.acted.action === 'retrain') await this.retrain(row);
      else await settle(database, row.id, 'done', await this.rollBack(row));
    } catch (error) {
      const code = error instanceof MeshError ? error.code : 'WATCH.UNEXPECTED';
      const status = row.tries + 1 < MOST_TRIES ? 'open' : 'failed';
      await settle(database, row.id, status, { ...row.outcome, error: code });
    }
  }

  /** The request and its note are one transaction: a crash between the two would train twice. */
  private async retrain({ id, acted: { model, measure } }: OpenRow): Promise<void> {
    const { database, retraining } = this.parts;
    const reason = OF_DRIFT.has(measure) ? 'drift' : 'accuracy';
    await database.transaction(async (transaction) => {
      const runId = await retraining.request(transaction, { model, reason });
      await settle(transaction, id, 'done', runId === undefined ? { nothing: 'a training is under way' } : { runId });
    });
    await retraining.begin();
  }

  private async rollBack({ acted, outcome }: OpenRow): Promise<object> {
    const { registry } = this.parts;
    if (outcome?.version === undefined) return { nothing: 'no champion before this one is known' };
    const champion = await registry.aliased(acted.model, 'champion');
    // Whoever has moved the alias since knows better.
    if (champion?.version === acted.version)
      await registry.promote(acted.model, outcome.version, 'champion', EVENT_SOURCE);
    return { version: outcome.version };
  }
}

async function settle(
  database: Database,
  id: string,
  status: 'open' | 'done' | 'failed',
  outcome: object,
): Promise<void> {
  await database.query('UPDATE evaluation.action SET status = $2, outcome = $3, tries = tries + 1 WHERE id = $1', [
    ...[id, status, JSON.stringify(outcome)],
  ]);
}
