import { startMlflow, type MlflowUnderTest } from '../testing/mlflow-under-test.suite.js';

const INVALID = [400, 'INVALID_PARAMETER_VALUE'];
const MISSING = [404, 'RESOURCE_DOES_NOT_EXIST'];

describe('given calls that are wrong in their form or ask for what is not there', () => {
  let mlflow: MlflowUnderTest;
  let run: string;
  let experiment: string;
  let deleted: string;

  beforeAll(async () => {
    mlflow = await startMlflow();
    const create = async (name: string): Promise<string> =>
      (await mlflow.ask('POST experiments/create', { name })).experiment_id;
    [experiment, deleted] = [await create('tried'), await create('given up')];
    run = (await mlflow.ask('POST runs/create', { experiment_id: experiment })).run.info.run_id;
    await mlflow.ask('POST experiments/delete', { experiment_id: deleted });
    await mlflow.ask('POST registered-models/create', { name: 'heart' });
    const version = { name: 'heart', source: `runs:/${run}/model`, run_id: run };
    await mlflow.ask('POST model-versions/create', version);
  });

  afterAll(() => mlflow.close());

  const said = async (call: string, body: object): Promise<string> => {
    const [method = '', path = ''] = call.split(' ');
    const answer = await mlflow.service.call(method, `/api/2.0/mlflow/${path}`, { role: 'data-scientist', body });
    return ((await answer.json()) as { message: string }).message;
  };

  it.each<[string, object]>([
    ['POST experiments/create', { name: 123 }],
    ['POST experiments/create', { name: true }],
    ['POST experiments/create', { name: 'with tags', tags: '5' }],
    ['POST experiments/search', { order_by: 'name' }],
    ['POST runs/log-metric', { run_id: 31, key: 'auc', value: 1, timestamp: 1 }],
    ['POST runs/log-metric', { key: 'auc', value: 1, timestamp: -1 }],
    ['POST runs/log-parameter', { key: 'depth', value: 4 }],
    ['POST runs/set-tag', { key: 'note', value: false }],
    ['POST runs/search', { experiment_ids: '0' }],
    ['POST runs/search', { experiment_ids: ['first'] }],
    ['POST runs/search', { experiment_ids: ['0'], order_by: ['datasets.name'] }],
    ['POST runs/outputs', {}],
    ['POST runs/create', { run_name: 'one', tags: [{ key: 'mlflow.runName', value: 'another' }] }],
    ['POST logged-models/search', {}],
    ['POST registered-models/get-latest-versions', { name: 'heart', stages: ['Shelved'] }],
    [
      'POST model-versions/transition-stage',
      { name: 'heart', version: '1', stage: 'None', archive_existing_versions: true },
    ],
    ['GET registered-models/alias?name=heart&alias=nobody', {}],
    ['GET experiments/get?experiment_id=first', {}],
  ])('refuses %s %j', async (call, body) => {
    const asked = call.startsWith('GET') ? undefined : { run_id: run, ...body };
    expect(await mlflow.refusal(call, asked)).toEqual(INVALID);
  });

  it.each(['set-experiment-tag', 'delete-experiment-tag'])('tells a deleted experiment from none: %s', async (path) => {
    const body = { key: 'stage', value: 'late', new_name: 'renamed' };
    expect(await mlflow.refusal(`POST experiments/${path}`, { ...body, experiment_id: deleted })).toEqual(INVALID);
    expect(await mlflow.refusal(`POST experiments/${path}`, { ...body, experiment_id: '987654' })).toEqual(MISSING);
  });

  it('names what it could not find, and shows a number in a wrong place but no text', async () => {
    expect(await said('POST runs/delete-tag', { run_id: run, key: 'nothing' })).toMatch(
      'No tag with name: nothing in run',
    );
    expect(await said('POST runs/delete', { run_id: 'elsewhere' })).toBe('Run with id=elsewhere not found');
    expect(await said('DELETE registered-models/delete', { name: 'lung' })).toMatch(
      'Registered Model with name=lung not',
    );
    expect(await said('DELETE model-versions/delete', { name: 'heart', version: '7' })).toMatch(
      /^Model Version .+ not found/,
    );
    expect(await said('POST runs/log-batch', { run_id: run, metrics: 5 })).toBe(
      "Invalid value 5 for parameter 'metrics' supplied: it must be a list.",
    );
    for (const text of ['somebody', ['somebody'], { somebody: 1 }])
      expect(await said('POST runs/update', { run_id: run, end_time: text })).toBe(
        "Invalid value for parameter 'end_time' supplied: it must be an integer.",
      );
  });

  it('takes the members of an enumeration by their number, too', async () => {
    const asked = { view_type: 2, max_results: 10 };
    const { experiments } = await mlflow.ask('POST experiments/search', asked);
    expect(experiments.map(({ name }: { name: string }) => name)).toEqual(['given up']);
  });

  it.each([
    'mlflow-artifacts:/1/../2',
    's3://bucket/%2e%2e/other',
    'gs://bucket/..%252fother',
    'mlflow-artifacts://elsewhere:9000/1',
    'file:///etc',
    '/etc',
    'runs:/nobody/model',
    'runs:/nobody/../model',
  ])('registers nothing from %s', async (source) => {
    const [status] = await mlflow.refusal('POST model-versions/create', { name: 'heart', source });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it('registers what a run made that is not here, as its caller says, and nothing of another run', async () => {
    const source = 'runs:/abroad/model';
    const { model_version } = await mlflow.ask('POST model-versions/create', {
      name: 'heart',
      source,
      run_id: 'abroad',
    });
    const asked = `name=heart&version=${model_version.version}`;
    expect(await mlflow.ask(`GET model-versions/get-download-uri?${asked}`)).toEqual({ artifact_uri: source });
    expect(await mlflow.refusal('POST model-versions/create', { name: 'heart', source, run_id: run })).toEqual(INVALID);
  });

  it('finds every model with the question that clients add to keep prompts out', async () => {
    const names = async (filter: string): Promise<string[]> => {
      const asked = `GET registered-models/search?filter=${encodeURIComponent(filter)}`;
      const { registered_models } = await mlflow.ask(asked);
      return registered_models.map(({ name }: { name: string }) => name);
    };
    expect(await names("name = 'heart' AND tag.`mlflow.prompt.is_prompt` != 'true'")).toEqual(['heart']);
    expect(await names("tag.`mlflow.prompt.is_prompt` = 'true'")).toEqual([]);
    expect(await names("tag.`another` != 'true'")).toEqual([]);
  });

  it('forgets an alias that never stood, gives the newest version as latest, and renames to the same name', async () => {
    await mlflow.ask('DELETE registered-models/alias', { name: 'heart', alias: 'nobody' });
    expect(await mlflow.refusal('DELETE registered-models/alias', { name: 'lung', alias: 'nobody' })).toEqual(MISSING);
    const { model_version } = await mlflow.ask('GET registered-models/alias?name=heart&alias=latest');
    const versions = await mlflow.ask(`GET model-versions/search?filter=${encodeURIComponent("name = 'heart'")}`);
    const numbers = versions.model_versions.map(({ version }: { version: string }) => Number(version));
    expect(Number(model_version.version)).toBe(Math.max(...numbers));
    const renamed = await mlflow.ask('POST registered-models/rename', { name: 'heart', new_name: 'heart' });
    expect(renamed.registered_model.name).toBe('heart');
  });

  it('serves the pages’ own questions under their own address', async () => {
    const dataset = { name: 'cohort', digest: 'd1', source_type: 'mesh', source: '{}' };
    await mlflow.ask('POST runs/log-inputs', { run_id: run, datasets: [{ dataset }] });
    for (const step of [2, 1]) {
      await mlflow.ask('POST runs/log-metric', { run_id: run, key: 'loss', value: step, timestamp: step, step });
    }
    const pages = async (method: string, path: string, body?: object): Promise<unknown> => {
      const asked = { role: 'data-scientist', ...(body && { body }) } as const;
      return (await mlflow.service.call(method, `/ajax-api/2.0/mlflow/${path}`, asked)).json();
    };
    expect(await pages('POST', 'experiments/search-datasets', { experiment_ids: [experiment] })).toEqual({
      dataset_summaries: [{ experiment_id: experiment, name: 'cohort', digest: 'd1', context: '' }],
    });
    expect(await pages('GET', `metrics/get-history-bulk?run_id=${run}&metric_key=loss`)).toEqual({
      metrics: [1, 2].map((step) => ({ key: 'loss', value: step, timestamp: step, step, run_id: run })),
    });
    expect(await pages('GET', 'traces')).toMatchObject({ error_code: 'ENDPOINT_NOT_FOUND' });
  });
});
