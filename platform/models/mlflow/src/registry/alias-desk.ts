import { Inject, Injectable } from '@nestjs/common';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { missing } from '../mlflow.errors.js';
import { AliasBook } from './alias-book.js';
import { aliasName, modelName, versionNumber } from './model-names.js';
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
    const [name, alias] = [modelName(fields), aliasName(fields)];
    const aliases = await this.aliases.of([name]);
    const standing = aliases.find((one) => one.alias === alias);
    if (standing === undefined)
      throw missing(
        'The registered model has no alias of this name, or it stands on a version that the mesh trained itself.',
      );
    return { model_version: versionMessage(await this.versions.get(name, standing.version), aliases) };
  }

  async remove({ fields }: MlflowCall) {
    await this.aliases.remove(modelName(fields), aliasName(fields));
    return {};
  }
}
