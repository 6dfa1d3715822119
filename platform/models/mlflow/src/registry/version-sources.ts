import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { invalid, missing } from '../mlflow.errors.js';
import { noRun } from '../mlflow-refusals.js';

/** Where the files of a version lie, and which run and model they come from. */
export interface ResolvedSource {
  readonly uri: string;
  readonly runId: string;
  readonly modelId: string;
}

const NOWHERE = { runId: '', modelId: '' };

/** Finds out what the source of a version means. */
@Injectable()
export class VersionSources {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Takes models:/, runs:/ and mlflow-artifacts:/, and addresses of stores elsewhere as they are. A run that is not here may
   * be named where the call names the same; raises INVALID_PARAMETER_VALUE.
   */
  async resolve(source: string, givenRun?: string): Promise<ResolvedSource> {
    if (leadsOut(source))
      throw invalid(
        'Invalid model version source. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references.',
      );
    const [, modelId] = /^models:\/(m-[0-9a-f]{32})$/.exec(source) ?? [];
    if (modelId !== undefined) return this.ofLogged(modelId);
    const [, runId, path] = /^runs:\/([\w-]{1,256})(\/.*)?$/.exec(source) ?? [];
    if (runId !== undefined) return this.ofRun(source, runId, path ?? '', givenRun);
    const [, name, version] = /^models:\/([^/@]+)\/(\d{1,9})$/.exec(source) ?? [];
    if (name !== undefined) return this.ofVersion(name, Number(version));
    if (/^mlflow-artifacts:\/[^/]/.test(source)) return { uri: source, ...NOWHERE };
    if (/^(s3|gs|wasbs|abfss|dbfs|hdfs|https):\/\//.test(source)) return { uri: source, ...NOWHERE };
    throw invalid(
      'Invalid model version source. To use a local path as a model version source is not possible here: it must begin with models:/, runs:/ or mlflow-artifacts:/, or name a store.',
    );
  }

  private async ofLogged(modelId: string): Promise<ResolvedSource> {
    const [row] = await this.database.query<{ artifact_uri: string; source_run_id: string | null }>(
      'SELECT artifact_uri, source_run_id FROM mlflow.logged_model WHERE model_id = $1 AND NOT deleted',
      [modelId],
    );
    if (row === undefined) throw missing('There is no logged model of the id that the source names.');
    return { uri: row.artifact_uri, runId: row.source_run_id ?? '', modelId };
  }

  private async ofRun(source: string, runId: string, path: string, given?: string): Promise<ResolvedSource> {
    if (given !== undefined && given !== runId)
      throw invalid('Invalid model version source: it names another run than run_id does.');
    const [row] = await this.database.query<{ artifact_uri: string }>(
      'SELECT artifact_uri FROM mlflow.run WHERE run_id = $1',
      [runId],
    );
    if (row === undefined && given === undefined) throw noRun(runId);
    return { uri: row === undefined ? source : `${row.artifact_uri}${path}`, runId, modelId: '' };
  }

  private async ofVersion(name: string, version: number): Promise<ResolvedSource> {
    const [row] = await this.database.query<{ artifact_uri: string; run_id: string; model_id: string }>(
      'SELECT artifact_uri, run_id, model_id FROM mlflow.model_version WHERE name = $1 AND version = $2',
      [name, version],
    );
    if (row === undefined) throw missing('There is no such version as the source names.');
    return { uri: row.artifact_uri, runId: row.run_id, modelId: row.model_id };
  }
}

/** Whether some part of the address leads upwards or ends it early, however often it was encoded. */
function leadsOut(source: string): boolean {
  const decoded = source.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
  if (decoded !== source) return leadsOut(decoded);
  return source.includes('\0') || source.split(/[/\\]/).includes('..');
}
