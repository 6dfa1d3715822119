import { eventually } from '@mesh/testing';
import { FLAWLESS } from './history/judge.js';
import { distances, pause, times } from './plan/fault-plan.js';
import { onEachLog, SPARE_MS } from './stage/story.js';

const STALLS = times(1, 15);
const LEASE_MS = 2_000;

onEachLog(`and a consumer that stands still ${STALLS} times for longer than its session`, (scene) => {
  it(
    'has another take over, and no second effect when the first goes on',
    async () => {
      const { stage } = scene();
      const producer = await stage.producer('one');
      const plan = { leaseMs: LEASE_MS, maxBatch: 20, slowMs: 20 };
      const [stalled, other] = [await stage.consumer('stalled', plan), await stage.consumer('other', plan)];
      for (const ms of distances(STALLS, 200, 900)) {
        await eventually(async () => (await stage.effects('stalled')) > 0, { timeoutMs: 30_000 });
        await pause(ms);
        stalled.stall();
        await stage.database.query(`UPDATE faults.effects SET member = 'before' WHERE member IN ('stalled', 'other')`);
        // The other one has all partitions now when it had an effect on a key of each.
        await eventually(async () => (await stage.partitionsOf('other')).size === 4, {
          timeoutMs: 60_000,
          everyMs: 100,
        });
        stalled.wake();
      }
      await producer.finish();
      await stage.settled();
      for (const consumer of [stalled, other]) await consumer.finish();
      expect(await stage.verdictOnEffects()).toEqual(FLAWLESS);
    },
    SPARE_MS + STALLS * 30_000,
  );
});
