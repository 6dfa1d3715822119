import { ControlPlaneDouble, type DoubleRoutes } from '../testing/control-plane-double.js';
import { ran } from '../testing/recording-terminal.js';

const ARM = { answered: 90, failed: 0, outcomes: 0 };
const STANDING = {
  model: 'm',
  state: 'running',
  champion: '1',
  challenger: '2',
  share: 0.1,
  ramp: { steps: [0.1, 0.5] },
  step: { number: 0 },
  results: {
    champion: { ...ARM, answered: 910, outcomes: 40, meanLoss: 0.2 },
    challenger: { ...ARM, outcomes: 8, meanLoss: 0.15 },
    difference: { value: -0.05, low: -0.3, high: 0.2 },
    shadow: { version: '3', compared: 12, dropped: 1, failed: 0, difference: { mean: 0.02, low: null, high: null } },
  },
};

async function rollout(routes: DoubleRoutes, ...options: string[]) {
  const double = await ControlPlaneDouble.start(() => routes);
  try {
    const surroundings = { MESH_PORT: String(double.port), MESH_TOKEN: 'given' };
    return { ...(await ran(['rollout', 'm', ...options], surroundings)), seen: double.seen };
  } finally {
    await double.stop();
  }
}

describe('given a rollout', () => {
  it('shows both arms and the shadow', async () => {
    const { status, stdout } = await rollout({ 'GET /models/m/rollout': { body: STANDING } });
    expect([status, stdout]).toEqual([
      0,
      'm is running\n' +
        'champion 1: 910 answered, 0 failed, 40 judged, mean loss 0.2000\n' +
        'challenger 2 (10 % of the persons, step 1 of 2): 90 answered, 0 failed, 8 judged, mean loss 0.1500\n' +
        'loss, challenger less champion: -0.0500 (-0.3000 to +0.2000 at any time)\n' +
        'shadow 3: 12 compared, 1 dropped, 0 failed, differs by +0.0200 (too few to say)\n',
    ]);
  });

  it('sends a ramp with its rules', async () => {
    const options = [
      '--challenger',
      '2',
      '--ramp',
      '0.1,0.5',
      '--answers',
      '500',
      '--max-failures',
      '0.02',
      '--promote',
    ];
    const { status, seen } = await rollout({ 'PUT /models/m/rollout': { body: STANDING } }, ...options);
    expect(status).toBe(0);
    expect(JSON.parse(seen.at(-1)?.body ?? '')).toEqual({
      challenger: '2',
      ramp: { steps: [0.1, 0.5], minimumAnswers: 500, maxFailureShare: 0.02, whenDone: 'promote' },
    });
  });

  it('takes it back', async () => {
    const ended = { ...STANDING, state: 'ended', share: 0, reason: 'taken back' };
    const { stdout } = await rollout({ 'DELETE /models/m/rollout': { body: ended } }, '--end');
    expect(stdout).toContain('m is ended: taken back\n');
  });

  it.each([
    [['--ramp', '0.1,two']],
    [['--ramp', '0,0.5']],
    [['--answers', '5']],
    [['--share', '2']],
    [['--end', '--shadow', '2']],
  ])('exits with 2: %j', async (options) => {
    const { status, seen } = await rollout({}, ...options);
    expect([status, seen]).toEqual([2, []]);
  });
});
