import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { Announcement } from '@mesh/events';
import type { CountGates, Gates, Outcome } from '@mesh/product';

/** A model that a product announced: what its versions must take. */
export interface MeshModel {
  readonly name: string;
  /** `<domain>.<product>` */
  readonly product: string;
  readonly contractVersion: string;
  /** In the order of the columns. */
  readonly features: readonly string[];
  /** What a version must show before it may answer people. */
  readonly gates: Gates | CountGates;
  /** What it foresees. */
  readonly outcome: Outcome;
}

/** The models that products announced. */
@Injectable()
export class MeshModels {
  constructor(@Inject(Database) private readonly database: Database) {}

  async announced(name: string): Promise<MeshModel | undefined> {
    const [row] = await this.database.query<MeshModel>(
      `SELECT name, product, contract_version AS "contractVersion", features, gates, outcome FROM mlflow.mesh_model WHERE name = $1`,
      [name],
    );
    return row;
  }

  /** Which of the names are those of announced models. */
  async announcedOf(names: readonly string[]): Promise<readonly string[]> {
    const rows = await this.database.query<{ name: string }>(
      'SELECT name FROM mlflow.mesh_model WHERE name = ANY($1::text[])',
      [names],
    );
    return rows.map(({ name }) => name);
  }

  /** Remembers what services announce; heartbeats that say nothing new write nothing. */
  async remember(announcements: readonly Announcement[]): Promise<void> {
    const present = announcements.filter(({ state }) => state !== 'stopped');
    const models = new Map(
      present.flatMap(({ product }) => product.models.map((model) => [model.name, { model, product }] as const)),
    );
    for (const [name, { model, product }] of models) {
      await this.database.query(
        `INSERT INTO mlflow.mesh_model AS known (name, product, contract_version, features, gates, outcome)
         VALUES ($1, $2, $3, $4::text[], $5, $6)
         ON CONFLICT (name) DO UPDATE SET product = excluded.product, contract_version = excluded.contract_version,
           features = excluded.features, gates = excluded.gates, outcome = excluded.outcome
         WHERE (known.product, known.contract_version, known.features, known.gates, known.outcome)
           IS DISTINCT FROM (excluded.product, excluded.contract_version, excluded.features, excluded.gates, excluded.outcome)`,
        [
          ...[name, product.id, product.version, model.features, JSON.stringify(model.gates ?? {})],
          model.outcome ?? 'probability',
        ],
      );
    }
  }
}
