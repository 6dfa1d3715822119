import { startMlflow, type MlflowUnderTest } from '../testing/mlflow-under-test.suite.js';

describe('given a tracking server', () => {
  let mlflow: MlflowUnderTest;
  let experiment: string;

  const newRun = async (body: object = {}): Promise<string> =>
    (await mlflow.ask('POST runs/create', { experiment_id: experiment, ...body })).run.info.run_id;
  const runOf = async (id: string) => (await mlflow.ask(`GET runs/get?run_id=${id}`)).run;
  const batch = (run_id: string, body: object) => mlflow.ask('POST runs/log-batch', { run_id, ...body });
  const metric = (key: string, value: unknown, step = 0, timestamp = 1) => ({ key, value, step, timestamp });

  beforeAll(async () => {
    mlflow = await startMlflow();
    experiment = (await mlflow.ask('POST experiments/create', { name: 'heart' })).experiment_id;
  });

  afterAll(() => mlflow.close());

  it('has the experiment that clients use when they name none', async () => {
    const { experiment: found } = await mlflow.ask('GET experiments/get?experiment_id=0');
    expect(found).toMatchObject({
      name: 'Default',
      lifecycle_stage: 'active',
      artifact_location: 'mlflow-artifacts:/0',
    });
  });

  it('keeps what a run logs, with the history of a metric in the order of time', async () => {
    const run = await newRun({ run_name: 'first', start_time: 5, tags: [{ key: 'site', value: 'north' }] });
    await batch(run, {
      metrics: [metric('auc', 0.7, 1, 10), metric('auc', 0.9, 2, 20)],
      params: [{ key: 'l2', value: '5' }],
    });
    await mlflow.ask('POST runs/log-metric', { run_id: run, ...metric('auc', 0.8, 0, 30) });
    const { info, data } = await runOf(run);
    expect(info).toMatchObject({ run_name: 'first', start_time: 5, status: 'RUNNING', lifecycle_stage: 'active' });
    expect(info.artifact_uri).toBe(`mlflow-artifacts:/${experiment}/${run}/artifacts`);
    expect(data.metrics).toEqual([metric('auc', 0.9, 2, 20)]);
    expect(data.params).toEqual([{ key: 'l2', value: '5' }]);
    expect(data.tags).toContainEqual({ key: 'site', value: 'north' });
    const { metrics } = await mlflow.ask(`GET metrics/get-history?run_id=${run}&metric_key=auc`);
    expect(metrics.map(({ value }: { value: number }) => value)).toEqual([0.7, 0.9, 0.8]);
  });

  it('pages through the history of a metric', async () => {
    const run = await newRun();
    await batch(run, { metrics: Array.from({ length: 5 }, (_, step) => metric('loss', step, step, step)) });
    const seen: number[] = [];
    let token = '';
    do {
      const page = await mlflow.ask(
        `GET metrics/get-history?run_id=${run}&metric_key=loss&max_results=2&page_token=${token}`,
      );
      seen.push(...page.metrics.map(({ step }: { step: number }) => step));
      token = page.next_page_token ?? '';
    } while (token !== '');
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps numbers that are none', async () => {
    const run = await newRun();
    await batch(run, { metrics: [metric('a', 'NaN'), metric('b', 'Infinity'), metric('c', '-Infinity')] });
    const values = (await runOf(run)).data.metrics.map(({ value }: { value: unknown }) => value);
    expect(values).toEqual(['NaN', 'Infinity', '-Infinity']);
  });

  it('takes a measurement that is sent again as the one it is', async () => {
    const run = await newRun();
    for (let time = 0; time < 3; time += 1) await batch(run, { metrics: [metric('auc', 0.5)] });
    expect((await mlflow.ask(`GET metrics/get-history?run_id=${run}&metric_key=auc`)).metrics).toHaveLength(1);
  });

  it('refuses to change a parameter, keeps nothing of that call, and all of the calls beside it', async () => {
    const run = await newRun();
    await batch(run, { params: [{ key: 'l2', value: '1' }] });
    const calls = await Promise.all([
      mlflow.refusal('POST runs/log-batch', {
        run_id: run,
        params: [
          { key: 'fresh', value: '1' },
          { key: 'l2', value: '2' },
        ],
        metrics: [metric('lost', 1)],
      }),
      batch(run, { metrics: [metric('kept', 1)], params: [{ key: 'l2', value: '1' }] }),
      mlflow.refusal('POST runs/log-batch', { run_id: '0'.repeat(32), metrics: [metric('kept', 1)] }),
      batch(run, { tags: [{ key: 'beside', value: 'yes' }] }),
    ]);
    expect([calls[0], calls[2]]).toEqual([
      [400, 'INVALID_PARAMETER_VALUE'],
      [404, 'RESOURCE_DOES_NOT_EXIST'],
    ]);
    const { data } = await runOf(run);
    expect(data.metrics.map(({ key }: { key: string }) => key)).toEqual(['kept']);
    expect(data.params).toEqual([{ key: 'l2', value: '1' }]);
    expect(data.tags).toContainEqual({ key: 'beside', value: 'yes' });
  });

  it('loses none of many calls that come at once', async () => {
    const run = await newRun();
    await Promise.all(
      Array.from({ length: 60 }, (_, step) => batch(run, { metrics: [metric('loss', step, step, step)] })),
    );
    const { metrics } = await mlflow.ask(`GET metrics/get-history?run_id=${run}&metric_key=loss`);
    expect(metrics).toHaveLength(60);
    expect((await runOf(run)).data.metrics).toEqual([metric('loss', 59, 59, 59)]);
  });

  it('shows a change at once, however often the run was read before', async () => {
    const run = await newRun();
    for (let step = 0; step < 5; step += 1) {
      await batch(run, { metrics: [metric('loss', step, step)], tags: [{ key: 'step', value: String(step) }] });
      const { runs } = await mlflow.ask('POST runs/search', {
        experiment_ids: [experiment],
        filter: `run_id IN ('${run}')`,
      });
      expect(runs[0].data.metrics).toEqual([metric('loss', step, step)]);
      expect(runs[0]).toEqual(await runOf(run));
    }
  });

  it('renames a run by its name and by its tag alike', async () => {
    const run = await newRun({ run_name: 'one' });
    await mlflow.ask('POST runs/update', { run_id: run, run_name: 'two', status: 'FINISHED', end_time: 9 });
    expect((await runOf(run)).data.tags).toContainEqual({ key: 'mlflow.runName', value: 'two' });
    await mlflow.ask('POST runs/set-tag', { run_id: run, key: 'mlflow.runName', value: 'three' });
    expect((await runOf(run)).info).toMatchObject({ run_name: 'three', status: 'FINISHED', end_time: 9 });
  });

  it('takes nothing more for a deleted run until it is restored', async () => {
    const run = await newRun();
    await mlflow.ask('POST runs/delete', { run_id: run });
    const refused = await Promise.all([
      mlflow.refusal('POST runs/log-metric', { run_id: run, ...metric('auc', 1) }),
      mlflow.refusal('POST runs/log-metric', { run_id: '1'.repeat(32), ...metric('auc', 1) }),
    ]);
    expect(refused).toEqual([
      [400, 'INVALID_PARAMETER_VALUE'],
      [404, 'RESOURCE_DOES_NOT_EXIST'],
    ]);
    expect((await runOf(run)).data.metrics).toEqual([]);
    expect(await mlflow.refusal('POST runs/set-tag', { run_id: run, key: 'a', value: 'b' })).toEqual([
      400,
      'INVALID_PARAMETER_VALUE',
    ]);
    await mlflow.ask('POST runs/restore', { run_id: run });
    await mlflow.ask('POST runs/set-tag', { run_id: run, key: 'a', value: 'b' });
    await mlflow.ask('POST runs/delete-tag', { run_id: run, key: 'a' });
    expect(await mlflow.refusal('POST runs/delete-tag', { run_id: run, key: 'a' })).toEqual([
      404,
      'RESOURCE_DOES_NOT_EXIST',
    ]);
  });

  it('deletes and restores an experiment with its runs', async () => {
    const { experiment_id: id } = await mlflow.ask('POST experiments/create', {
      name: 'short',
      tags: [{ key: 'k', value: 'v' }],
    });
    const run = (await mlflow.ask('POST runs/create', { experiment_id: id })).run.info.run_id;
    await mlflow.ask('POST experiments/delete', { experiment_id: id });
    expect((await runOf(run)).info.lifecycle_stage).toBe('deleted');
    expect(await mlflow.refusal('POST runs/create', { experiment_id: id })).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    await mlflow.ask('POST experiments/restore', { experiment_id: id });
    expect((await runOf(run)).info.lifecycle_stage).toBe('active');
    const { experiments } = await mlflow.ask('POST experiments/search', { filter: "tags.k = 'v'", max_results: 5 });
    expect(experiments.map(({ name }: { name: string }) => name)).toEqual(['short']);
  });

  it('keeps what a run was made from and what it made', async () => {
    const run = await newRun();
    const dataset = { name: 'cohort', digest: 'abc', source_type: 'mesh', source: '{}' };
    const tags = [{ key: 'mlflow.data.context', value: 'training' }];
    await mlflow.ask('POST runs/log-inputs', { run_id: run, datasets: [{ dataset, tags }] });
    const { model } = await mlflow.ask('POST logged-models', {
      experiment_id: experiment,
      name: 'm',
      source_run_id: run,
    });
    await mlflow.ask('POST runs/outputs', { run_id: run, models: [{ model_id: model.info.model_id, step: 0 }] });
    const { inputs, outputs } = await runOf(run);
    expect(inputs.dataset_inputs).toEqual([{ dataset, tags }]);
    expect(outputs.model_outputs).toEqual([{ model_id: model.info.model_id, step: 0 }]);
  });

  it('keeps the life of a logged model, with the metrics that name it', async () => {
    const run = await newRun();
    const { model } = await mlflow.ask('POST logged-models', {
      experiment_id: experiment,
      name: 'trees',
      source_run_id: run,
      params: [{ key: 'depth', value: '3' }],
    });
    const id = model.info.model_id as string;
    expect(model.info).toMatchObject({
      status: 'LOGGED_MODEL_PENDING',
      artifact_uri: `mlflow-artifacts:/${experiment}/models/${id}/artifacts`,
    });
    await mlflow.ask(`PATCH logged-models/${id}`, { status: 'LOGGED_MODEL_READY' });
    await mlflow.ask(`PATCH logged-models/${id}/tags`, { tags: [{ key: 'stage', value: 'try' }] });
    await batch(run, { metrics: [{ ...metric('auc', 0.9), model_id: id }] });
    const search = (filter: string) =>
      mlflow.ask('POST logged-models/search', {
        experiment_ids: [experiment],
        filter,
        order_by: [{ field_name: 'metrics.auc', ascending: false }],
      });
    const found = await search(
      "name = 'trees' AND metrics.auc > 0.8 AND params.depth = '3' AND tags.stage = 'try' AND status = 'READY'",
    );
    expect(found.models).toHaveLength(1);
    expect(found.models[0].data.metrics).toEqual([expect.objectContaining({ key: 'auc', value: 0.9, run_id: run })]);
    expect((await search('metrics.auc > 0.95')).models).toEqual([]);
    await mlflow.ask(`DELETE logged-models/${id}`);
    expect(await mlflow.refusal(`GET logged-models/${id}`)).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
  });

  it.each([
    ['a name that is taken', 'POST experiments/create', { name: 'heart' }, [400, 'RESOURCE_ALREADY_EXISTS']],
    ['no name', 'POST experiments/create', {}, [400, 'INVALID_PARAMETER_VALUE']],
    ['an experiment that is not', 'GET experiments/get?experiment_id=98', undefined, [404, 'RESOURCE_DOES_NOT_EXIST']],
    ['a number too large for PostgreSQL', 'POST runs/create', { start_time: 1e30 }, [400, 'INVALID_PARAMETER_VALUE']],
    ['a view that is not', 'POST runs/search', { run_view_type: 'constructor' }, [400, 'INVALID_PARAMETER_VALUE']],
    [
      'a metric that is no number',
      'POST runs/log-metric',
      { run_id: 'x', key: 'k', value: 'constructor', timestamp: 1 },
      [400, 'INVALID_PARAMETER_VALUE'],
    ],
    ['a NUL character', 'POST experiments/create', { name: 'a\0b' }, [400, 'INVALID_PARAMETER_VALUE']],
    ['an object for a text', 'POST experiments/create', { name: { a: 1 } }, [400, 'INVALID_PARAMETER_VALUE']],
    ['a list for a body', 'POST experiments/create', [1], [400, 'BAD_REQUEST']],
    ['a part that is not served', 'GET traces/1', undefined, [404, 'ENDPOINT_NOT_FOUND']],
    ['a method that is not served', 'GET runs/create', undefined, [404, 'ENDPOINT_NOT_FOUND']],
  ])('answers %s with MLflow’s own error', async (_, call, body, error) => {
    expect(await mlflow.refusal(call, body)).toEqual(error);
  });

  it('lets readers read and writers write, and nobody in without a token', async () => {
    const call = (method: string, path: string, role?: string) =>
      fetch(`${mlflow.service.address}/api/2.0/mlflow/${path}`, {
        method,
        headers: { ...(role && { authorization: `Bearer ${role}` }), 'content-type': 'application/json' },
        ...(method === 'POST' && { body: JSON.stringify({ experiment_ids: [experiment], experiment_id: experiment }) }),
      }).then(async (answer) => [answer.status, ((await answer.json()) as { error_code?: string }).error_code]);
    expect(await call('POST', 'runs/search', 'auditor')).toEqual([200, undefined]);
    expect(await call('POST', 'runs/create', 'auditor')).toEqual([403, 'PERMISSION_DENIED']);
    expect(await call('POST', 'runs/create', 'domain')).toEqual([200, undefined]);
    expect(await call('POST', 'runs/search', 'consumer')).toEqual([403, 'PERMISSION_DENIED']);
    expect(await call('GET', `experiments/get?experiment_id=${experiment}`)).toEqual([401, 'UNAUTHENTICATED']);
  });
});
