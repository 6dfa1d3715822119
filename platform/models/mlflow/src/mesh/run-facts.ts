import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

/** What a version of the mesh takes over from the run that made it. */
export interface FactsOfRun {
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** As the client found it, or `uncommitted`. */
  readonly commit: string;
}

const MOST_PARAMS = 200;

/** Reads what a run says of how its model was made. */
@Injectable()
export class RunFacts {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Nothing is known of a run that is not there. */
  async of(runId: string): Promise<FactsOfRun> {
    const params = await this.database.query<{ key: string; value: string }>(
      `SELECT key, value FROM mlflow.param JOIN mlflow.run ON number = run
       WHERE run_id = $1 ORDER BY key LIMIT ${MOST_PARAMS}`,
      [runId],
    );
    const [commit] = await this.database.query<{ value: string }>(
      `SELECT value FROM mlflow.tag JOIN mlflow.run ON number = run
       WHERE run_id = $1 AND key = 'mlflow.source.git.commit'`,
      [runId],
    );
    return {
      hyperparameters: Object.fromEntries(params.map(({ key, value }) => [key, value])),
      commit: commit?.value.slice(0, 200) || 'uncommitted',
    };
  }
}
