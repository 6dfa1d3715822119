import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import { ModelRegistry, type Alias } from '@mesh/models';

import { invalid } from '../mlflow.errors.js';
import { MeshModels } from '../mesh/mesh-models.js';
import type { ModelVersionRow, StandingAlias } from './model-rows.js';

/** The aliases that decide what is served, where a product announced the model. */
const MESH_ALIASES: readonly string[] = ['champion', 'challenger', 'shadow'] satisfies Alias[];

/** A move of an alias. */
export interface AliasMove {
  readonly version: ModelVersionRow;
  readonly alias: string;
  readonly by: string;
}

/**
 * Where aliases point. Those that decide what a product serves stand in the registry of the mesh and nowhere else; all
 * others are MLflow's own.
 */
@Injectable()
export class AliasBook {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(MeshModels) private readonly models: MeshModels,
  ) {}

  /** Every alias of the models named. */
  async of(names: readonly string[]): Promise<readonly StandingAlias[]> {
    const announced = await this.models.announcedOf(names);
    const own = await this.database.query<StandingAlias>(
      'SELECT name, alias, version FROM mlflow.alias WHERE name = ANY($1::text[]) ORDER BY name, alias',
      [names],
    );
    const decided = await Promise.all(
      announced.flatMap((name) => MESH_ALIASES.map((alias) => this.decided(name, alias as Alias))),
    );
    const isOwn = ({ name, alias }: StandingAlias) => !(announced.includes(name) && MESH_ALIASES.includes(alias));
    return [...own.filter(isOwn), ...decided.flatMap((standing) => standing ?? [])];
  }

  /** Raises INVALID_PARAMETER_VALUE where the version may not carry it, and what the registry of the mesh raises. */
  async move({ version, alias, by }: AliasMove): Promise<void> {
    if (version.status !== 'READY')
      throw invalid(`An alias needs a version that is READY; this one is ${version.status}: ${version.status_message}`);
    if (await this.decides(version.name, alias)) {
      if (version.mesh_version === null || version.mesh_model !== version.name)
        throw invalid('The version was registered before a product announced the model: register it again.');
      await this.registry.promote(version.name, version.mesh_version, alias as Alias, by);
      return;
    }
    await this.database.query(
      `INSERT INTO mlflow.alias (name, alias, version) VALUES ($1, $2, $3)
       ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version`,
      [version.name, alias, version.version],
    );
  }

  /** An alias that does not stand is as good as removed. */
  async remove(name: string, alias: string): Promise<void> {
    if (await this.decides(name, alias))
      throw invalid(
        `The alias ${alias} decides what the product serves: move it to another version, or withdraw the version.`,
      );
    await this.database.query('DELETE FROM mlflow.alias WHERE name = $1 AND alias = $2', [name, alias]);
  }

  private async decides(name: string, alias: string): Promise<boolean> {
    return MESH_ALIASES.includes(alias) && (await this.models.announced(name)) !== undefined;
  }

  /** The version of MLflow's that the mesh's alias stands on; undefined where the mesh trained that one itself. */
  private async decided(name: string, alias: Alias): Promise<StandingAlias | undefined> {
    const standing = await this.registry.aliased(name, alias);
    if (standing === undefined) return undefined;
    const [row] = await this.database.query<{ version: number }>(
      'SELECT version FROM mlflow.model_version WHERE mesh_model = $1 AND mesh_version = $2 AND name = $1',
      [name, standing.version],
    );
    return row && { name, alias, version: row.version };
  }
}
