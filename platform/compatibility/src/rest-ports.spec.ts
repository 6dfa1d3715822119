import { describeCases } from './testing/describe-cases.js';
import { closePort, dropPort, port, product, rowsOf } from './testing/edits.js';
import { basePlan } from './testing/plan.js';

const scores = { port: 'scores', direction: 'both' } as const;
const broken = rowsOf({ ...scores, hurts: 'both', deserves: 'major' });
const fine = rowsOf({ ...scores, hurts: 'nobody', deserves: 'minor' });
const worded = rowsOf({ ...scores, hurts: 'nobody', deserves: 'patch' });

const ANNOUNCED = { since: '1.2.0', announced: '2026-01-01', sunset: '2026-07-01', replacement: 'scored' };
const ending = (sunset = ANNOUNCED.sunset) => port('scores', { deprecated: { ...ANNOUNCED, sunset } });
const { grants } = basePlan().spec;
const checks = {
  kind: 'rest',
  method: 'POST',
  path: '/checks',
  summary: 'Checks a reading',
  body: 'Reading',
  returns: 'Answer',
  raises: [],
};
const asDataset = {
  kind: 'dataset',
  name: 'scores',
  row: 'Case',
  key: 'caseId',
  partitionBy: 'recordedAt',
  refresh: '1d',
  quality: [],
};

describeCases('given a REST port', [
  broken('the port is gone without a word', dropPort('scores'), 'port-removed'),
  broken('the port is gone before its sunset', dropPort('scores'), 'port-removed-before-sunset', {
    released: ending(),
    today: '2026-06-30',
  }),
  fine('the port is gone on the day of its sunset', dropPort('scores'), 'port-removed-after-sunset', {
    released: ending(),
    today: '2026-07-01',
  }),
  fine('a port is added', port('checks', checks), 'port-added', { port: 'checks' }),
  broken('the path is another', port('scores', { path: '/assessments' }), 'path-changed'),
  worded('the summary is another', port('scores', { summary: 'Scores one reading' }), 'summary-worded'),
  broken('the port becomes a dataset', port('scores', asDataset), 'port-kind-changed'),
  fine('its end is announced', ending(), 'deprecation-announced'),
  broken('its end is announced without time to move', ending('2026-01-01'), 'sunset-without-notice'),
  fine('its end is called off', port('scores', { deprecated: undefined }), 'deprecation-withdrawn', {
    released: ending(),
  }),
  broken('its end comes sooner', ending('2026-05-01'), 'sunset-earlier', { released: ending() }),
  fine('its end comes later', ending('2026-12-01'), 'sunset-later', { released: ending() }),
  broken('the port is closed to a role', closePort('scores'), 'access-closed'),
  fine(
    'the port is opened to a role',
    product({ grants: [...grants, { role: 'device-app', ports: ['scores'], purposes: ['TREAT'] }] }),
    'access-opened',
  ),
]);
