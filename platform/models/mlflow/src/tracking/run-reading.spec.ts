import { startMlflow, type MlflowUnderTest } from '../testing/mlflow-under-test.suite.js';

const HISTORY_TAG = 'mlflow.log-model.history';

describe('given runs that are read as a whole', () => {
  let mlflow: MlflowUnderTest;

  const newRun = async (): Promise<string> =>
    (await mlflow.ask('POST runs/create', { experiment_id: '0' })).run.info.run_id;
  const measured = (run_id: string, key: string, steps: readonly number[]) =>
    mlflow.ask('POST runs/log-batch', {
      run_id,
      metrics: steps.map((step) => ({ key, value: step / 10, step, timestamp: step + 1 })),
    });
  const count = (length: number, from = 0) => Array.from({ length }, (_, nth) => nth + from);

  beforeAll(async () => {
    mlflow = await startMlflow();
  });

  afterAll(() => mlflow.close());

  describe('by a chart that asks for one metric of all of them', () => {
    const sampled = async (runs: readonly string[], query = '') => {
      const ids = runs.map((run) => `run_ids=${run}`).join('&');
      const { metrics } = await mlflow.ask(`GET metrics/get-history-bulk-interval?${ids}&metric_key=loss${query}`);
      return metrics as { run_id: string; step: number; value: number; timestamp: number }[];
    };
    const stepsOf = (metrics: readonly { run_id: string; step: number }[], run: string) =>
      metrics.filter(({ run_id }) => run_id === run).map(({ step }) => step);

    it('gives every measurement of each where they are few', async () => {
      const [one, other] = [await newRun(), await newRun()];
      await measured(one, 'loss', [0, 5, 7]);
      await measured(other, 'loss', [3]);
      await measured(other, 'auc', [1]);
      const metrics = await sampled([one, other]);
      expect([stepsOf(metrics, one), stepsOf(metrics, other)]).toEqual([[0, 5, 7], [3]]);
      expect(metrics).toContainEqual({ run_id: one, key: 'loss', step: 5, value: 0.5, timestamp: 6 });
    });

    it('thins the steps evenly, and keeps the first and the last of each', async () => {
      const [long, short] = [await newRun(), await newRun()];
      await measured(long, 'loss', count(100));
      await measured(short, 'loss', [33, 34]);
      const metrics = await sampled([long, short], '&max_results=10');
      const steps = stepsOf(metrics, long);
      expect(steps).toEqual([0, 10, 20, 30, 33, 34, 40, 50, 60, 70, 80, 90, 99]);
      expect(stepsOf(metrics, short)).toEqual([33, 34]);
      expect(stepsOf(await sampled([long], '&start_step=20&end_step=24'), long)).toEqual([20, 21, 22, 23, 24]);
    });

    it.each(['&start_step=1', '&start_step=3&end_step=2', '&max_results=0', '&max_results=2501'])(
      'refuses the bounds %s',
      async (query) => {
        const call = `GET metrics/get-history-bulk-interval?run_ids=x&metric_key=loss${query}`;
        expect(await mlflow.refusal(call)).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      },
    );

    it('refuses no run, and too many', async () => {
      const many = count(101).map((nth) => `run_ids=${nth}`);
      for (const runs of ['', many.join('&')])
        expect(await mlflow.refusal(`GET metrics/get-history-bulk-interval?metric_key=loss&${runs}`)).toEqual([
          400,
          'INVALID_PARAMETER_VALUE',
        ]);
    });
  });

  describe('by a client that describes the models they logged', () => {
    const described = (run_id: string, more: object = {}) => ({
      run_id,
      artifact_path: 'model',
      utc_time_created: '2026-03-01 08:00:00',
      flavors: { onnx: {} },
      ...more,
    });
    const logModel = (run: string, model: unknown) => ({ run_id: run, model_json: JSON.stringify(model) });

    it('keeps each description, also of those that come at once', async () => {
      const run = await newRun();
      const models = count(8).map((nth) => described(run, { artifact_path: `model-${nth}` }));
      await Promise.all(models.map((model) => mlflow.ask('POST runs/log-model', logModel(run, model))));
      const { data } = (await mlflow.ask(`GET runs/get?run_id=${run}`)).run;
      const kept = JSON.parse(data.tags.find(({ key }: { key: string }) => key === HISTORY_TAG).value) as object[];
      expect(kept).toHaveLength(8);
      expect(kept).toEqual(expect.arrayContaining(models));
    });

    it('refuses what describes no model, and runs that are not there', async () => {
      const run = await newRun();
      const wrong = [described(run, { flavors: undefined }), [], 'text', described(run, { artifact_path: 'a\0b' })];
      for (const model of wrong)
        expect(await mlflow.refusal('POST runs/log-model', logModel(run, model))).toEqual([
          400,
          'INVALID_PARAMETER_VALUE',
        ]);
      expect(await mlflow.refusal('POST runs/log-model', { run_id: run, model_json: '{' })).toEqual([
        400,
        'INVALID_PARAMETER_VALUE',
      ]);
      expect(await mlflow.refusal('POST runs/log-model', logModel('none', described('none')))).toEqual([
        404,
        'RESOURCE_DOES_NOT_EXIST',
      ]);
    });
  });

  describe('by a client that lists their files', () => {
    const put = (path: string) =>
      fetch(`${mlflow.service.address}/api/2.0/mlflow-artifacts/artifacts/${path}`, {
        method: 'PUT',
        headers: { authorization: 'Bearer data-scientist', 'content-type': 'text/plain' },
        body: 'abc',
      }).then(({ status }) => expect(status).toBe(200));

    it('names them from the root of the run, folder by folder', async () => {
      const run = await newRun();
      const root_uri = `mlflow-artifacts:/0/${run}/artifacts`;
      expect(await mlflow.ask(`GET artifacts/list?run_id=${run}`)).toEqual({ root_uri });
      await put(`0/${run}/artifacts/notes/deep/one.txt`);
      await put(`0/${run}/artifacts/top.txt`);
      const [notes, top] = [
        { path: 'notes', is_dir: true },
        { path: 'top.txt', is_dir: false, file_size: 3 },
      ];
      expect(await mlflow.ask(`GET artifacts/list?run_id=${run}`)).toEqual({ root_uri, files: [notes, top] });
      const deep = { path: 'notes/deep/one.txt', is_dir: false, file_size: 3 };
      expect(await mlflow.ask(`GET artifacts/list?run_id=${run}&path=notes/deep`)).toEqual({ root_uri, files: [deep] });
    });

    it('names those of a logged model, too', async () => {
      const { model } = await mlflow.ask('POST logged-models', { experiment_id: '0', name: 'tree' });
      const { model_id, artifact_uri } = model.info;
      await put(`${artifact_uri.slice('mlflow-artifacts:/'.length)}/MLmodel`);
      const { files } = await mlflow.ask(`GET logged-models/${model_id}/artifacts/directories`);
      expect(files).toEqual([{ path: 'MLmodel', is_dir: false, file_size: 3 }]);
    });

    it('leads nowhere else', async () => {
      const run = await newRun();
      for (const path of ['..', '../..', '/etc', 'a/../../b'])
        expect(await mlflow.refusal(`GET artifacts/list?run_id=${run}&path=${encodeURIComponent(path)}`)).toEqual([
          400,
          'INVALID_PARAMETER_VALUE',
        ]);
      expect(await mlflow.refusal('GET artifacts/list?run_id=none')).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      expect(await mlflow.refusal('GET logged-models/m-0/artifacts/directories')).toEqual([
        404,
        'RESOURCE_DOES_NOT_EXIST',
      ]);
    });
  });
});
