/** What the calls are about; each server has ids of its own. */
export interface Stage {
  readonly experiment: string;
  readonly deletedExperiment: string;
  readonly run: string;
  readonly deletedRun: string;
  readonly model: string;
}

/** `POST runs/create` with its fields. */
export type Call = readonly [call: string, fields: object];

const NOBODY = '0'.repeat(32);
const METRIC = { key: 'auc', value: 0.9, timestamp: 1, step: 0 };
const DATASET = { name: 'cohort', digest: 'd1', source_type: 'mesh', source: '{}' };
const long = (length: number): string => 'x'.repeat(length);
const many = <Item>(count: number, item: (at: number) => Item): Item[] =>
  Array.from({ length: count }, (_, at) => item(at));
/** The same call with each of several changes. */
const each = (call: string, usual: object, changes: readonly object[]): Call[] =>
  changes.map((change) => [call, { ...usual, ...change }]);

/** Wrong and unusual calls of every part, in their order: some change what later ones are about. */
export const unusualCalls = (stage: Stage): readonly Call[] => [
  ...ofExperiments(stage),
  ...ofRuns(stage),
  ...ofLogging(stage),
  ...ofHistories(stage),
  ...ofSearches(stage),
  ...ofModels(stage),
  ...ofVersions(stage),
];

const ofExperiments = ({ experiment, deletedExperiment }: Stage): Call[] => [
  ...each('POST experiments/create', {}, [{}, { name: '' }, { name: null }, { name: 123 }, { name: ['a'] }]),
  ...each('POST experiments/create', { name: 'new' }, [{ artifact_location: 9.5 }, { tags: '5' }]),
  ...each('POST experiments/create', {}, [{ name: 'deleted' }, { name: long(501) }]),
  ...each('GET experiments/get', {}, [
    {},
    { experiment_id: '987654' },
    { experiment_id: 'x' },
    { experiment_id: '-1' },
  ]),
  ...each('GET experiments/get-by-name', {}, [{}, { experiment_name: 'nobody' }, { experiment_name: 'deleted' }]),
  ...each('POST experiments/delete', {}, [{}, { experiment_id: deletedExperiment }, { experiment_id: 7 }]),
  ...each('POST experiments/restore', {}, [{ experiment_id: experiment }, { experiment_id: '987654' }]),
  ...each('POST experiments/update', { experiment_id: experiment }, [{}, { new_name: 5 }, { new_name: long(501) }]),
  ...each('POST experiments/set-experiment-tag', { experiment_id: experiment }, [
    ...[{}, { key: 'k' }, { key: 'k', value: 5 }, { key: '../k', value: '' }, { key: long(251), value: '' }],
    { key: 'k', value: '', experiment_id: deletedExperiment },
  ]),
  ...each('POST experiments/delete-experiment-tag', { experiment_id: experiment, key: 'none' }, [
    ...[{}, { experiment_id: '987654' }, { experiment_id: deletedExperiment }],
  ]),
  ...each('POST experiments/search', { max_results: 10 }, [
    ...[{ max_results: 0 }, { max_results: 50_001 }, { max_results: 'x' }, { page_token: 'nonsense' }],
    ...[{ order_by: 'name' }, { order_by: ['name SIDEWAYS'] }, { order_by: ['name DESC', 'creation_time'] }],
    ...[{ filter: 'name >> 1' }, { filter: 'name = 5' }, { filter: 'metrics.auc > 1' }, { filter: "name LIKE 'a%'" }],
  ]),
];

const ofRuns = ({ experiment, deletedExperiment, run, deletedRun }: Stage): Call[] => [
  ...each('POST runs/create', { experiment_id: experiment }, [
    ...[{ experiment_id: '987654' }, { experiment_id: 'x' }, { experiment_id: deletedExperiment }],
    ...[{ start_time: 'x' }, { start_time: '5' }, { run_name: 5 }, { unheard_of: 1 }],
    { run_name: 'one', tags: [{ key: 'mlflow.runName', value: 'another' }] },
  ]),
  ...each('GET runs/get', {}, [{}, { run_id: NOBODY }, { run_uuid: run }, { run_id: deletedRun }]),
  ...each('POST runs/update', { run_id: run }, [{}, { run_id: NOBODY }, { end_time: 'x' }, { run_id: deletedRun }]),
  ...each('POST runs/delete', {}, [{}, { run_id: NOBODY }, { run_id: 5 }, { run_id: deletedRun }]),
  ...each('POST runs/restore', {}, [{}, { run_id: NOBODY }, { run_id: run }]),
  ...each('GET artifacts/list', { run_id: run }, [
    { path: '../x' },
    { path: '/etc' },
    { run_id: NOBODY },
    { path: 'x' },
  ]),
];

const ofLogging = ({ run, deletedRun }: Stage): Call[] => [
  ...each('POST runs/log-metric', { run_id: run, ...METRIC }, [
    ...[{ run_id: 31 }, { run_id: null }, { run_id: NOBODY }, { run_id: deletedRun }],
    ...[{ key: 31 }, { key: null }, { key: long(250) }, { key: long(251) }, { key: '../auc' }, { key: 'a//b' }],
    ...[{ key: 'a$b' }, { key: 'ä:b c' }, { key: 'a/b' }, { step: 'x' }, { step: -3 }, { step: null }],
    ...[{ timestamp: null }, { timestamp: 'x' }, { timestamp: -1 }, { timestamp: '5' }],
    ...[{ value: null }, { value: 'NaN' }, { value: 'Infinity' }, { value: '-Infinity' }, { value: 'high' }],
  ]),
  ...each('POST runs/log-parameter', { run_id: run, key: 'depth', value: '1' }, [
    ...[{}, {}, { value: '2' }, { value: 2 }, { key: 31 }, { key: '' }, { key: long(251) }, { run_id: deletedRun }],
  ]),
  ...each('POST runs/set-tag', { run_id: run, key: 'note', value: '' }, [
    ...[
      {},
      { value: 41 },
      { value: true },
      { key: 'a/../b' },
      { key: null },
      { run_id: NOBODY },
      { run_id: deletedRun },
    ],
  ]),
  ...each('POST runs/delete-tag', { run_id: run, key: 'none' }, [
    ...[{}, { run_id: NOBODY }, { run_id: deletedRun }, { key: null }],
  ]),
  ...each('POST runs/log-batch', { run_id: run }, [
    ...[{}, { run_id: null }, { run_id: NOBODY }, { run_id: deletedRun }, { metrics: 'x' }, { params: 'x' }],
    ...[{ metrics: [{ key: 'a', value: 1 }] }, { metrics: [{ key: 'a', timestamp: 1 }] }, { tags: [{ value: 'a' }] }],
    ...[{ metrics: many(1_001, (step) => ({ ...METRIC, step })) }, { metrics: [{ ...METRIC, key: 'a$' }] }],
    ...[100, 101].map((count) => ({ tags: many(count, (at) => ({ key: `t${at}`, value: '1' })) })),
    ...[100, 101].map((count) => ({ params: many(count, (at) => ({ key: `p${at}`, value: '1' })) })),
    { params: [2, 3].map((value) => ({ key: 'rate', value: String(value) })) },
    { params: [{ key: 'depth', value: '9' }] },
  ]),
  ...each('POST runs/log-inputs', { run_id: run, datasets: [{ dataset: DATASET }] }, [
    ...[{}, { run_id: null }, { run_id: NOBODY }, { run_id: deletedRun }, { datasets: 'x' }],
    { datasets: [{ dataset: { ...DATASET, name: long(501) } }] },
  ]),
  ...each('POST runs/outputs', { run_id: run }, [{}, { run_id: deletedRun, models: [{ model_id: 'm-1' }] }]),
];

const ofHistories = ({ run }: Stage): Call[] => [
  ...each('GET metrics/get-history', { run_id: run, metric_key: 'auc' }, [
    ...[{}, { metric_key: '' }, { metric_key: 'never' }, { max_results: 0 }, { max_results: -1 }, { max_results: 1 }],
    { max_results: 1, page_token: 'nonsense' },
  ]),
  ...each('GET metrics/get-history-bulk-interval', { run_ids: [run], metric_key: 'auc' }, [
    ...[
      {},
      { run_ids: [] },
      { run_ids: many(101, String) },
      { metric_key: '' },
      { max_results: 0 },
      { max_results: 2_501 },
    ],
    ...[{ start_step: 1 }, { start_step: 1, end_step: 0 }, { start_step: 0, end_step: 4, max_results: 5 }],
  ]),
];

const ofSearches = ({ experiment }: Stage): Call[] => [
  ...each(
    'POST runs/search',
    { experiment_ids: [experiment] },
    [
      ...[
        { experiment_ids: [] },
        { experiment_ids: experiment },
        { experiment_ids: ['x'] },
        { experiment_ids: ['987654'] },
      ],
      ...[{ max_results: -1 }, { max_results: 50_001 }, { max_results: 'x' }, { page_token: 'nonsense' }],
      ...[
        { order_by: 'x' },
        { order_by: ['nothing'] },
        { order_by: ['metrics.a SIDEWAYS'] },
        { order_by: ['datasets.name'] },
      ],
      { order_by: ['metrics.`a b` desc', 'params.x', 'tags.y ASC', 'attributes.start_time'] },
      ...[5, 'metrics.auc', 'metrics.auc >', "metrics.auc > '0.9'", 'metrics.auc >> 1', "metrics.auc LIKE '1'"],
      ...['params.m = trees', 'params.m = 1', "params.m IN ('a')", "moods.a = 'x'", "attributes.nothing = 'x'"],
      ...["status = 'a' OR status = 'b'", "(status = 'a')", "status = 'unclosed", 'run_id IN ()', "run_id IN ('a'"],
      ...["start_time > 'x'", "start_time LIKE '5'", "datasets.size = 'x'", '; DROP TABLE x', 'tags.a IS NOT NULL'],
      ...["params.m ILIKE '%A%'", "tags.mlflow.runName = 'a'", "attributes.`run name` = 'x'", "run_id NOT IN ('a')"],
    ].map((change) => (typeof change === 'object' ? change : { filter: change })),
  ),
];

const ofModels = ({ model }: Stage): Call[] => [
  ...each('POST registered-models/create', {}, [{}, { name: '' }, { name: 5 }, { name: 'a/b' }, { name: model }]),
  ...each('GET registered-models/get', {}, [{}, { name: 'nobody' }, { name: '' }]),
  ...each('POST registered-models/rename', { name: model }, [
    ...[{}, { new_name: `${model}-too` }, { new_name: 'a/b' }, { new_name: model }, { name: 'nobody', new_name: 'x' }],
  ]),
  ...each('PATCH registered-models/update', { name: model }, [{}, { description: 5 }, { name: 'nobody' }]),
  ...each('DELETE registered-models/delete', {}, [{}, { name: 'nobody' }, { name: 5 }]),
  ...each('POST registered-models/set-tag', { name: model, key: 'k', value: '' }, [
    {},
    { value: 5 },
    { name: 'nobody' },
  ]),
  ...each('POST registered-models/get-latest-versions', { name: model }, [{}, { stages: ['X'] }, { name: 'nobody' }]),
  ...each('POST registered-models/alias', { name: model, alias: 'best', version: '1' }, [
    ...[{}, { version: '9' }, { version: 1 }, { version: 'x' }, { alias: 'latest' }, { alias: 'v1' }, { alias: 'a b' }],
    ...[{ alias: 5 }, { alias: long(256) }, { name: 'nobody' }],
  ]),
  ...each('GET registered-models/alias', { name: model, alias: 'none' }, [{}, { alias: 'latest' }, { name: 'nobody' }]),
  ...each('DELETE registered-models/alias', { name: model, alias: 'none' }, [{}, { name: 'nobody' }]),
  ...each('GET registered-models/search', {}, [
    ...[{ max_results: 1_001 }, { page_token: 'nonsense' }, { order_by: ['nothing'] }, { order_by: ['name DESC'] }],
    ...["name > 'a'", 'name = 5', "nothing = 'a'", 'tags.a = 5', "name ILIKE 'A%'", "name = 'a' OR name = 'b'"].map(
      (filter) => ({ filter }),
    ),
  ]),
];

const ofVersions = ({ run, model }: Stage): Call[] => [
  ...each('POST model-versions/create', { name: model, source: `runs:/${run}/model`, run_id: run }, [
    ...[{ name: null }, { name: 'nobody' }, { source: null }, { source: 5 }, { run_id: 5 }, { run_id: NOBODY }],
    ...[{ source: '/tmp' }, { source: 'file:///tmp' }, { source: 'relative/path' }, { source: 's3://bucket/model' }],
    ...[
      { source: 's3a://bucket/../x' },
      { source: 'mlflow-artifacts:/1/..%2f..%2fx' },
      { source: `runs:/${run}/../x` },
    ],
    ...[{ source: 'mlflow-artifacts://elsewhere:9000/x' }, { source: `models:/${model}/1` }, { description: 5 }],
    { source: 'runs:/abroad/model', run_id: 'abroad' },
  ]),
  ...each('GET model-versions/get', { name: model, version: '1' }, [
    ...[{}, { version: 'x' }, { version: '999' }, { version: '0' }, { version: '-1' }, { version: '1.5' }],
    { name: 'nobody' },
  ]),
  ...each('PATCH model-versions/update', { name: model, version: '1' }, [{}, { version: 1 }, { version: '999' }]),
  ...each('DELETE model-versions/delete', { name: model }, [{}, { version: '999' }]),
  ...each('POST model-versions/set-tag', { name: model, version: '1', key: 'k' }, [
    {},
    { value: 5 },
    { version: '999' },
  ]),
  ...each('POST model-versions/transition-stage', { name: model, version: '1', archive_existing_versions: false }, [
    ...[{}, { stage: 'X' }, { stage: 'staging' }, { stage: 'Staging', archive_existing_versions: 'x' }],
    { stage: 'Staging', version: '999' },
  ]),
  ...each('GET model-versions/get-download-uri', { name: model }, [{}, { version: '999' }, { version: '1' }]),
  ...each('GET model-versions/search', {}, [
    ...[
      { max_results: 200_001 },
      { page_token: 'nonsense' },
      { order_by: ['nothing'] },
      { order_by: ['version_number'] },
    ],
    ...["nothing = 'a'", 'name = 5', "run_id IN ('a','b')", "current_stage = 'None'", 'version_number > 1'].map(
      (filter) => ({ filter }),
    ),
  ]),
];
