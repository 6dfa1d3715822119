import { Inject, Injectable } from '@nestjs/common';

import type { Caller } from '@mesh/access';
import { Database } from '@mesh/database';
import { ModelRegistry, type Alias, type ModelVersion, type NewModelVersion } from '@mesh/models';

import { movesOf, movesQuery, type PastMove } from './alias-history.js';
import { sha256Of } from './artifact-store.js';
import type { ListedModel } from './listed-models.js';
import { ModelsErrors } from './models.errors.js';
import type { PostgresModelRegistry } from './postgres-model-registry.js';

const ALIASES: readonly string[] = ['champion', 'challenger', 'shadow'] satisfies Alias[];

/** What the registry answers over HTTP: undefined becomes "missing", names are checked. */
@Injectable()
export class ModelsFacade {
  constructor(
    @Inject(ModelRegistry) private readonly registry: PostgresModelRegistry,
    @Inject(Database) private readonly database: Database,
  ) {}

  async putArtifact(sha256: string, body: unknown): Promise<{ sha256: string; bytes: number }> {
    if (!(body instanceof Uint8Array) || sha256Of(body) !== sha256) throw ModelsErrors.HASH_DIFFERS();
    return { sha256: await this.registry.putArtifact(body), bytes: body.byteLength };
  }

  async artifact(sha256: string): Promise<Uint8Array> {
    return found(await this.registry.artifact(sha256));
  }

  register(model: string, document: unknown, { roles }: Pick<Caller, 'roles'>): Promise<ModelVersion> {
    const version = document as NewModelVersion;
    if (typeof document === 'object' && document !== null && version.model !== undefined && version.model !== model) {
      throw ModelsErrors.VERSION_INVALID({
        errors: [{ pointer: '/model', rule: 'same', message: 'is the model of the address' }],
      });
    }
    const isJudged = typeof document === 'object' && document !== null && 'gates' in document;
    if (isJudged && !roles.includes('domain')) throw ModelsErrors.VERDICTS_NOT_YOURS();
    return this.registry.register(version);
  }

  async models(): Promise<{ models: readonly ListedModel[] }> {
    return { models: await this.registry.models() };
  }

  async model(
    model: string,
  ): Promise<{ model: string; aliases: Record<string, string>; versions: readonly ModelVersion[] }> {
    const versions = await this.registry.versions(model);
    if (versions.length === 0) throw ModelsErrors.MODEL_UNKNOWN();
    const standing = await Promise.all(
      ALIASES.map(async (alias) => [alias, (await this.registry.aliased(model, alias as Alias))?.version] as const),
    );
    const aliases = Object.fromEntries(
      standing.flatMap(([alias, version]) => (version === undefined ? [] : [[alias, version]])),
    );
    return { model, aliases, versions };
  }

  moves(
    model: string,
    asked: Readonly<Record<string, unknown>>,
  ): Promise<{ moves: readonly PastMove[]; nextCursor?: string }> {
    return movesOf(this.database, model, movesQuery(asked));
  }

  async version(model: string, version: string): Promise<ModelVersion> {
    return found(await this.registry.version(model, version));
  }

  async aliased(model: string, alias: string): Promise<ModelVersion> {
    return found(await this.registry.aliased(model, checkedAlias(alias)));
  }

  promote(model: string, alias: string, { body, by }: { body: unknown; by: string }): Promise<ModelVersion> {
    const version = (body as { version?: unknown } | null | undefined)?.version;
    if (typeof version === 'string') return this.registry.promote(model, version, checkedAlias(alias), by);
    throw ModelsErrors.VERSION_INVALID({
      errors: [{ pointer: '/version', rule: 'type', message: 'is the number of a version as text' }],
    });
  }

  withdraw(model: string, version: string, by: string): Promise<ModelVersion> {
    return this.registry.withdraw(model, version, by);
  }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw ModelsErrors.MODEL_UNKNOWN();
  return value;
}

function checkedAlias(alias: string): Alias {
  if (!ALIASES.includes(alias)) throw ModelsErrors.MODEL_UNKNOWN();
  return alias as Alias;
}
