import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { noLoggedModel, noRun } from '../mlflow-refusals.js';
import { runIdOf } from '../tracking/run-desk.js';
import { ArtifactFiles } from './artifact-files.js';
import { folderPath, pathOfUri } from './artifact-path.js';

/** Lists the files of a run or of a logged model by its id, paths from its own root. */
@Injectable()
export class RunArtifacts {
  static readonly routes = routesOf<RunArtifacts>({
    'GET artifacts/list': 'ofRun',
    'GET logged-models/:id/artifacts/directories': 'ofModel',
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ArtifactFiles) private readonly files: ArtifactFiles,
  ) {}

  async ofRun({ fields }: MlflowCall) {
    const [run] = await this.database.query<{ artifact_uri: string }>(
      'SELECT artifact_uri FROM mlflow.run WHERE run_id = $1',
      [runIdOf(fields)],
    );
    if (run === undefined) throw noRun(runIdOf(fields));
    return this.below(run.artifact_uri, fields.optionalText('path', { max: 2_000 }));
  }

  async ofModel({ fields, parts }: MlflowCall) {
    const [model] = await this.database.query<{ artifact_uri: string }>(
      'SELECT artifact_uri FROM mlflow.logged_model WHERE model_id = $1 AND NOT deleted',
      [parts['id']],
    );
    if (model === undefined) throw noLoggedModel(parts['id']!);
    return this.below(model.artifact_uri, fields.optionalText('artifact_directory_path', { max: 2_000 }));
  }

  /** Where an experiment has its files elsewhere, none are here. */
  private async below(root: string, given: string | undefined) {
    const folder = folderPath(given ?? '');
    const base = pathOfUri(root);
    const listed = base === undefined ? [] : await this.files.list([base, folder].filter(Boolean).join('/'));
    const files = listed.map((file) => ({ ...file, path: folder === '' ? file.path : `${folder}/${file.path}` }));
    return { root_uri: root, ...(files.length > 0 && { files }) };
  }
}
