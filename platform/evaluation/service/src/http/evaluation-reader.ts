import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { EvaluationActed } from '@mesh/models';

import { WatchErrors } from '../evaluation.errors.js';
import type { ModelReport } from '../measuring/figures.js';
import { evaluationPage } from './evaluation-query.js';

/** What was done by rule, and what came of it. */
export interface PastAction extends EvaluationActed {
  readonly status: 'open' | 'done' | 'failed';
  readonly outcome?: Readonly<Record<string, string>>;
}

interface ActionRow {
  readonly id: string;
  readonly acted: EvaluationActed;
  readonly status: PastAction['status'];
  readonly outcome: PastAction['outcome'] | null;
}

interface LineRow {
  readonly id: string;
  readonly at: Date | string;
  readonly version: number;
  readonly figures: object;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NUMBER = /^\d{1,15}$/;
const SHOWN_ACTIONS = 10;
const MOST_MODELS = 1_000;

type Query = Readonly<Record<string, unknown>>;

/** Reads what is known of the watched models. */
@Injectable()
export class EvaluationReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  async models(): Promise<{ models: readonly object[] }> {
    return {
      models: await this.database.query(
        `SELECT model, product, champion::text AS version, latest ->> 'serving' AS serving, latest ->> 'at' AS at,
           latest -> 'raised' AS raised, latest -> 'performance' -> 'rocAuc' AS "rocAuc"
         FROM evaluation.model ORDER BY model LIMIT ${MOST_MODELS}`,
      ),
    };
  }

  /** The latest report, the watch it follows and the newest actions; throws WATCH.MODEL_UNWATCHED. */
  async model(model: string): Promise<object> {
    const [row] = await this.database.query<{ id: number; watch: object; latest: ModelReport | null; product: string }>(
      'SELECT id, watch, latest, product FROM evaluation.model WHERE model = $1',
      [model],
    );
    if (row === undefined) throw WatchErrors.MODEL_UNWATCHED();
    const { actions } = await this.actions(model, { limit: String(SHOWN_ACTIONS) });
    const report = row.latest ?? { model, product: row.product, serving: 'serving', subgroups: [], raised: [] };
    const self = `/evaluation/models/${model}`;
    return { ...report, watch: row.watch, actions, links: { history: `${self}/history`, actions: `${self}/actions` } };
  }

  async history(model: string, query: Query): Promise<{ lines: readonly object[]; nextCursor?: string }> {
    const { limit, cursor } = evaluationPage(query, NUMBER);
    const rows = await this.database.query<LineRow>(
      `SELECT id, at, version, figures FROM evaluation.measured WHERE model = $1 AND ($2::bigint IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [await this.idOf(model), cursor ?? null, limit + 1],
    );
    const { page, next } = pageOf(rows, limit);
    const lines = page.map(({ at, version, figures }) => ({
      at: new Date(at).toISOString(),
      version: String(version),
      ...figures,
    }));
    return { lines, ...next };
  }

  async actions(model: string, query: Query): Promise<{ actions: readonly PastAction[]; nextCursor?: string }> {
    const { limit, cursor } = evaluationPage(query, UUID);
    const rows = await this.database.query<ActionRow>(
      `SELECT id, acted, status, outcome FROM evaluation.action WHERE model = $1 AND ($2::uuid IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [await this.idOf(model), cursor ?? null, limit + 1],
    );
    const { page, next } = pageOf(rows, limit);
    const actions = page.map(({ acted, status, outcome }) => ({ ...acted, status, ...(outcome && { outcome }) }));
    return { actions, ...next };
  }

  private async idOf(model: string): Promise<number> {
    const [row] = await this.database.query<{ id: number }>('SELECT id FROM evaluation.model WHERE model = $1', [
      model,
    ]);
    if (row === undefined) throw WatchErrors.MODEL_UNWATCHED();
    return row.id;
  }
}

function pageOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  limit: number,
): { readonly page: readonly Row[]; readonly next: { readonly nextCursor?: string } } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rows.length > limit && last !== undefined ? { nextCursor: last.id } : {} };
}
