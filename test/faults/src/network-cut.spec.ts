import { eventually } from '@mesh/testing';
import { FLAWLESS } from './history/judge.js';
import { Namespace, whyNoNamespaces } from './network/namespace.js';
import { distances, pause, times } from './plan/fault-plan.js';
import { onEachLog, SPARE_MS } from './stage/story.js';

const CUTS = times(1, 10);
const LEASE_MS = 2_000;
/** What was on its way when the cable was cut has arrived by then. */
const ON_ITS_WAY_MS = 300;

const told = (given: string, ...rest: [Parameters<typeof onEachLog>[1]]): void =>
  onEachLog(given, ...rest, { unless: whyNoNamespaces() });

told(`and a service that is cut off ${CUTS} times for longer than its session`, (scene) => {
  let space: Namespace;

  beforeAll(async () => {
    space = await Namespace.create(scene().log.ports);
  }, SPARE_MS);

  afterAll(() => space?.dispose(), SPARE_MS);

  it(
    'goes on without it, and no message has a second effect or none when it is back',
    async () => {
      const { stage } = scene();
      const near = [await stage.producer('near'), await stage.consumer('near-reader', { leaseMs: LEASE_MS })];
      const far = [
        await stage.producer('far', {}, space.wrapper),
        await stage.consumer('far-reader', { leaseMs: LEASE_MS }, space.wrapper),
      ];
      for (const ms of distances(CUTS, 200, 1_000)) {
        const before = await stage.effects('far-reader');
        await eventually(async () => (await stage.effects('far-reader')) > before, { timeoutMs: 30_000 });
        await pause(ms);
        space.cut();
        await pause(ON_ITS_WAY_MS);
        const [nearBefore, farBefore] = [stage.acknowledgedBy('near'), stage.acknowledgedBy('far')];
        await pause(LEASE_MS * 1.5);
        expect(stage.acknowledgedBy('far')).toBe(farBefore);
        expect(stage.acknowledgedBy('near')).toBeGreaterThan(nearBefore);
        space.heal();
        await eventually(() => stage.acknowledgedBy('far') > farBefore, { timeoutMs: 60_000 });
      }
      for (const producer of [near[0], far[0]]) await producer?.finish();
      await stage.settled();
      for (const consumer of [near[1], far[1]]) await consumer?.finish();
      expect({ ...(await stage.verdictOnLog()), doubled: [] }).toEqual(FLAWLESS);
      expect(await stage.verdictOnEffects()).toEqual(FLAWLESS);
    },
    SPARE_MS + CUTS * 60_000,
  );
});
