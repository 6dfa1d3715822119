import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import { Outbox, portOfTopic } from '@mesh/events';
import { ROLLOUT_CHANGED_TOPIC, type Rollout, type RolloutChanged } from '@mesh/models';

/** A rollout as it shall be; the store adds revision and time. */
export type NewRollout = Omit<Rollout, 'revision' | 'changedAt'>;

/** What becomes of the rollout that stands; undefined leaves it. */
export type Decide = (
  standing: Rollout | undefined,
  transaction: Database,
) => Promise<NewRollout | undefined> | NewRollout | undefined;

/** A page of the changes of a rollout, the newest first. */
export interface ChangesPage {
  readonly changes: readonly Rollout[];
  readonly nextCursor?: string;
}

/** The rollouts in PostgreSQL: a change, its place in the history and its event are one transaction. */
@Injectable()
export class RolloutStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  async find(model: string): Promise<Rollout | undefined> {
    return standingOf(this.database, model);
  }

  /** One change of a model's rollout at a time. Resolves to what stands afterwards. */
  async change(model: string, decide: Decide): Promise<Rollout | undefined> {
    const changed = await this.database.transaction(async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('rollouts'), hashtext($1))`, [model]);
      const standing = await standingOf(transaction, model);
      const next = await decide(standing, transaction);
      if (next === undefined) return standing;
      const rollout = { ...next, revision: (standing?.revision ?? 0) + 1, changedAt: new Date().toISOString() };
      await this.write(transaction, rollout);
      return rollout;
    });
    await this.outbox.deliver();
    return changed;
  }

  async changes(
    model: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: number },
  ): Promise<ChangesPage> {
    const rows = await this.database.query<{ id: string; document: Rollout }>(
      `SELECT id, document FROM rollouts.change
       WHERE model = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [model, cursor ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      changes: page.map(({ document }) => document),
      ...(rows.length > limit && last && { nextCursor: String(last.id) }),
    };
  }

  private async write(transaction: Database, rollout: Rollout): Promise<void> {
    const { model, trial, revision, changedAt } = rollout;
    const document = JSON.stringify(rollout);
    await transaction.query(
      `INSERT INTO rollouts.rollout (model, document) VALUES ($1, $2)
       ON CONFLICT (model) DO UPDATE SET document = excluded.document`,
      [model, document],
    );
    await transaction.query('INSERT INTO rollouts.change (model, document) VALUES ($1, $2)', [model, document]);
    await transaction.query('INSERT INTO rollouts.trial (trial) VALUES ($1) ON CONFLICT DO NOTHING', [trial]);
    const changeId = `rollout-${model}-${revision}`;
    await this.outbox.put(transaction, ROLLOUT_CHANGED_TOPIC, {
      id: changeId,
      source: portOfTopic(ROLLOUT_CHANGED_TOPIC),
      type: ROLLOUT_CHANGED_TOPIC,
      time: changedAt,
      key: model,
      data: { changeId, ...rollout } satisfies RolloutChanged,
    });
  }
}

/** The rollout of a model as it stands for this reader. */
export async function standingOf(database: Database, model: string): Promise<Rollout | undefined> {
  const [row] = await database.query<{ document: Rollout }>('SELECT document FROM rollouts.rollout WHERE model = $1', [
    model,
  ]);
  return row?.document;
}
