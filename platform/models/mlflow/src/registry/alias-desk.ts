import { Inject, Injectable } from '@nestjs/common';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { noAlias } from '../mlflow-refusals.js';
import { AliasBook } from './alias-book.js';
import { aliasAsked, aliasName, modelName, versionNumber } from './model-names.js';
import { versionMessage } from './model-rows.js';
import { VersionStore } from './version-store.js';

/** Answers what clients ask of aliases. */
@Injectable()
export class AliasDesk {
  static readonly routes = routesOf<AliasDesk>({
    'POST registered-models/alias': 'set',
    'GET registered-models/alias': 'get',
    'DELETE registered-models/alias': 'remove',
  });

  constructor(
    @Inject(VersionStore) private readonly versions: VersionStore,
    @Inject(AliasBook) private readonly aliases: AliasBook,
  ) {}

  async set({ fields, caller }: MlflowCall) {
    const [name, alias] = [modelName(fields), aliasName(fields)];
    const version = await this.versions.get(name, versionNumber(fields));
    await this.aliases.move({ version, alias, by: caller.id });
    return {};
  }

  async get({ fields }: MlflowCall) {
    const [name, alias] = [modelName(fields), aliasAsked(fields)];
    const aliases = await this.aliases.of([name]);
    const version =
      alias.toLowerCase() === 'latest'
        ? await this.versions.newest(name)
        : aliases.find((one) => one.alias === alias)?.version;
    if (version !== undefined)
      return { model_version: versionMessage(await this.versions.get(name, version), aliases) };
    await this.versions.checkModel(name);
    throw noAlias(alias);
  }

  async remove({ fields }: MlflowCall) {
    const [name, alias] = [modelName(fields), aliasAsked(fields)];
    await this.versions.checkModel(name);
    await this.aliases.remove(name, alias);
    return {};
  }
}
