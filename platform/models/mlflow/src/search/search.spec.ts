import { startMlflow, type MlflowUnderTest } from '../testing/mlflow-under-test.suite.js';

describe('given five runs to search', () => {
  let mlflow: MlflowUnderTest;
  let experiment: string;
  const names = new Map<string, string>();

  const search = async (body: object): Promise<string[]> => {
    const { runs } = await mlflow.ask('POST runs/search', {
      experiment_ids: [experiment],
      order_by: ['start_time'],
      ...body,
    });
    return runs.map(({ info }: { info: { run_id: string } }) => names.get(info.run_id));
  };

  beforeAll(async () => {
    mlflow = await startMlflow();
    experiment = (await mlflow.ask('POST experiments/create', { name: 'heart' })).experiment_id;
    const runs = [
      { name: 'a', auc: 0.7, model: 'Trees', 'a key': 'x', status: 'FINISHED' },
      { name: 'b', auc: 0.8, model: 'trees', 'a key': 'y', status: 'FAILED' },
      { name: 'c', auc: 0.9, model: 'linear', "it's": 'quoted', status: 'FINISHED' },
      { name: 'd', auc: 'NaN', model: '100%', status: 'FINISHED' },
      { name: 'e', model: 'back\\', status: 'RUNNING' },
    ];
    for (const [at, { name, auc, model, status, ...tags }] of runs.entries()) {
      const { run } = await mlflow.ask('POST runs/create', {
        experiment_id: experiment,
        run_name: name,
        start_time: at + 1,
      });
      const run_id = run.info.run_id as string;
      names.set(run_id, name);
      await mlflow.ask('POST runs/log-batch', {
        run_id,
        metrics: auc === undefined ? [] : [{ key: 'auc', value: auc, timestamp: 1, step: 0 }],
        params: [{ key: 'model', value: model }],
        tags: Object.entries(tags)
          .filter(([key]) => key !== "it's")
          .map(([key, value]) => ({ key, value })),
      });
      await mlflow.ask('POST runs/update', { run_id, status });
    }
    const dataset = { name: 'cohort', digest: 'd1', source_type: 'mesh', source: '{}' };
    const [first] = names.keys();
    await mlflow.ask('POST runs/log-inputs', { run_id: first, datasets: [{ dataset, tags: [] }] });
  });

  afterAll(() => mlflow.close());

  it.each([
    ['', 'abcde'],
    ['metrics.auc > 0.75', 'bcd'],
    ['metrics.auc >= 8e-1 and metrics.auc < .9', 'b'],
    ['metrics.auc != 0.7', 'bcd'],
    ["params.model = 'trees'", 'b'],
    ["params.model ILIKE 'TREES'", 'ab'],
    ["params.model LIKE '%ree%'", 'ab'],
    ["params.model != 'trees'", 'acde'],
    ["params.model LIKE 'back\\'", 'e'],
    ["tags.`a key` = 'x'", 'a'],
    ['tags."a key" = "y"', 'b'],
    ['tags.`a key` IS NULL', 'cde'],
    ['tags.`a key` IS NOT NULL', 'ab'],
    ["attributes.status = 'FINISHED' AND metrics.auc <= 0.9", 'ac'],
    ["status = 'RUNNING'", 'e'],
    ["run_name = 'c'", 'c'],
    ["attributes.`run name` = 'c'", 'c'],
    ['start_time > 3', 'de'],
    ['attribute.created <= 1', 'a'],
    ["datasets.name = 'cohort'", 'a'],
    ["dataset.digest IN ('d1', 'd2')", 'a'],
    ["tags.mlflow.runName = 'b'", 'b'],
    ["params.model = ''' OR 1=1 --'", ''],
  ])('finds with %s: %s', async (filter, found) => {
    expect((await search({ filter })).join('')).toBe(found);
  });

  it('lists runs by id', async () => {
    const [first, second] = [...names.keys()];
    expect(await search({ filter: `run_id IN ('${first}', '${second}')` })).toEqual(['a', 'b']);
    expect(await search({ filter: `run_id NOT IN ('${first}', '${second}')` })).toEqual(['c', 'd', 'e']);
  });

  it.each([
    [['metrics.auc DESC'], 'cbade'],
    [['metrics.auc ASC'], 'abcde'],
    [['params.model'], '/'],
    [['attributes.status', 'start_time DESC'], 'bdcae'],
    [['attributes.run_name DESC'], 'edcba'],
  ])('orders by %j, what was not measured last', async (order_by, order) => {
    const found = await search({ order_by });
    if (order !== '/') expect(found.join('')).toBe(order);
    expect(found).toHaveLength(5);
  });

  it('gives every run once, page by page', async () => {
    const seen: string[] = [];
    let page_token: string | undefined;
    do {
      const page = await mlflow.ask('POST runs/search', {
        experiment_ids: [experiment],
        order_by: ['metrics.auc DESC'],
        max_results: 2,
        page_token,
      });
      seen.push(...page.runs.map(({ info }: { info: { run_id: string } }) => names.get(info.run_id)));
      page_token = page.next_page_token;
    } while (page_token !== undefined);
    expect(seen.join('')).toBe('cbade');
  });

  it('refuses the token of another search', async () => {
    const { next_page_token: page_token } = await mlflow.ask('POST runs/search', {
      experiment_ids: [experiment],
      max_results: 2,
    });
    const other = { experiment_ids: [experiment], max_results: 2, filter: 'metrics.auc > 0', page_token };
    expect(await mlflow.refusal('POST runs/search', other)).toEqual([400, 'INVALID_PARAMETER_VALUE']);
  });

  it.each([
    'metrics.auc',
    'metrics.auc >',
    'metrics.auc > ',
    "metrics.auc > '0.9'",
    "metrics.auc LIKE '%'",
    'metrics. > 1',
    'params.model = trees',
    'params.model > 1',
    "params.model IN ('a')",
    "moods.good = 'x'",
    "attributes.nothing = 'x'",
    "start_time = 'x'",
    "start_time LIKE '1'",
    "status = 'a' OR status = 'b'",
    "status = 'a' AND",
    "status = 'unclosed",
    "(status = 'a')",
    'run_id IN ()',
    "run_id IN ('a'",
    "datasets.size = '1'",
    'metrics.auc IS NULL',
    "constructor = 'x'",
    "constructor.x = 'x'",
    '; DROP TABLE mlflow.run',
  ])('refuses the filter %s', async (filter) => {
    const refused = await mlflow.refusal('POST runs/search', { experiment_ids: [experiment], filter });
    expect(refused).toEqual([400, 'INVALID_PARAMETER_VALUE']);
  });

  it.each(['metrics.auc SIDEWAYS', 'nothing', 'metrics.auc DESC, start_time', 'constructor', ''])(
    'refuses the order %s',
    async (order) => {
      const refused = await mlflow.refusal('POST runs/search', { experiment_ids: [experiment], order_by: [order] });
      expect(refused).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    },
  );
});
