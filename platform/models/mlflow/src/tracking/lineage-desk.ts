import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import type { RequestFields } from '../http/request-fields.js';
import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { invalid } from '../mlflow.errors.js';
import { inactiveRun, noRun } from '../mlflow-refusals.js';
import { numberOfExperiment } from './experiment-desk.js';
import { runIdOf } from './run-desk.js';

interface ModelOfRun {
  readonly modelId: string;
  readonly step: number;
}

const MOST_DATASETS = 1_000;
const MOST_EXPERIMENTS = 20;

/** Answers what a run was made from and what it made: datasets and models. */
@Injectable()
export class LineageDesk {
  static readonly routes = routesOf<LineageDesk>({
    'POST runs/log-inputs': 'inputs',
    'POST runs/outputs': 'outputs',
    'POST experiments/search-datasets': 'datasets',
  });

  constructor(@Inject(Database) private readonly database: Database) {}

  async inputs({ fields }: MlflowCall) {
    const datasets = fields.list('datasets', datasetOf);
    if (datasets.length > MOST_DATASETS) throw invalid(`'datasets' has more than ${MOST_DATASETS} entries.`);
    await this.within(runIdOf(fields), async (transaction, run) => {
      await transaction.query(
        `INSERT INTO mlflow.run_dataset (run, name, digest, context, document)
         SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::json[]) ON CONFLICT DO NOTHING`,
        [
          run,
          datasets.map(({ name }) => name),
          datasets.map(({ digest }) => digest),
          datasets.map(({ context }) => context),
          datasets.map(({ document }) => JSON.stringify(document)),
        ],
      );
      await keepModels(transaction, run, 'input', fields.list('models', modelOf));
    });
    return {};
  }

  async outputs({ fields }: MlflowCall) {
    const runId = runIdOf(fields);
    if (!fields.has('models')) throw invalid("Missing value for required parameter 'models'.");
    const models = fields.list('models', modelOf);
    await this.within(runId, (transaction, run) => keepModels(transaction, run, 'output', models));
    return {};
  }

  /** Which datasets the runs of some experiments were made from. */
  async datasets({ fields }: MlflowCall) {
    const experiments = fields.texts('experiment_ids');
    if (experiments.length === 0) throw invalid('SearchDatasets request must specify at least one experiment_id.');
    if (experiments.length > MOST_EXPERIMENTS)
      throw invalid(`SearchDatasets request cannot specify more than ${MOST_EXPERIMENTS} experiment_ids.`);
    const dataset_summaries = await this.database.query(
      `SELECT DISTINCT run.experiment::text AS experiment_id, dataset.name, dataset.digest, dataset.context
       FROM mlflow.run_dataset AS dataset JOIN mlflow.run ON run.number = dataset.run
       WHERE run.experiment = ANY($1::bigint[]) AND run.lifecycle_stage = 'active'
       ORDER BY experiment_id, name, digest, context LIMIT ${MOST_DATASETS}`,
      [experiments.map(numberOfExperiment)],
    );
    return { dataset_summaries };
  }

  private async within(runId: string, work: (transaction: Database, run: number) => Promise<void>): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const [run] = await transaction.query<{ number: number; lifecycle_stage: string }>(
        'UPDATE mlflow.run SET revision = revision + 1 WHERE run_id = $1 RETURNING number, lifecycle_stage',
        [runId],
      );
      if (run === undefined) throw noRun(runId);
      if (run.lifecycle_stage !== 'active') throw inactiveRun(runId);
      await work(transaction, run.number);
    });
  }
}

const modelOf = (fields: RequestFields): ModelOfRun => ({
  modelId: fields.text('model_id', { max: 100 }),
  step: fields.optionalWhole('step') ?? 0,
});

function datasetOf(fields: RequestFields) {
  const dataset = fields.message('dataset');
  if (dataset === undefined) throw invalid("Missing value for required parameter 'dataset'.");
  const tags = fields.list('tags', (tag) => ({
    key: tag.text('key', { max: 255 }),
    value: tag.optionalText('value', { max: 500 }) ?? '',
  }));
  const [name, digest] = [dataset.text('name', { max: 500 }), dataset.text('digest', { max: 36 })];
  const document = {
    tags,
    dataset: {
      name,
      digest,
      source_type: dataset.text('source_type', { max: 36 }),
      source: dataset.text('source', { max: 65_535 }),
      ...optional('schema', dataset.optionalText('schema', { max: 1_048_575 })),
      ...optional('profile', dataset.optionalText('profile', { max: 1_048_575 })),
    },
  };
  return { name, digest, context: tags.find(({ key }) => key === 'mlflow.data.context')?.value ?? '', document };
}

const optional = (name: string, value: string | undefined): object => (value === undefined ? {} : { [name]: value });

async function keepModels(
  transaction: Database,
  run: number,
  direction: string,
  models: readonly ModelOfRun[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO mlflow.run_model (run, direction, model_id, step)
     SELECT DISTINCT ON (model_id) $1::bigint, $2::text, model_id, step FROM unnest($3::text[], $4::bigint[]) AS given (model_id, step)
     ON CONFLICT (run, direction, model_id) DO UPDATE SET step = excluded.step`,
    [run, direction, models.map(({ modelId }) => modelId), models.map(({ step }) => step)],
  );
}
