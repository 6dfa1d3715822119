import { eventually } from '@mesh/testing';
import { FLAWLESS } from './history/judge.js';
import { distances, pause, times } from './plan/fault-plan.js';
import { onEachLog, SPARE_MS } from './stage/story.js';

const RESTARTS = times(6, 60);

onEachLog(`and a producer that is killed in the middle of its batches ${RESTARTS} times`, (scene) => {
  it(
    'keeps each message once where it was asked to, although the batch in hand is sent again',
    async () => {
      const { stage } = scene();
      const consumer = await stage.consumer('a');
      // No pause between two batches: a kill hits one that is under way.
      const plan = { once: true, batch: 50, pauseMs: 0 };
      for (const ms of distances(RESTARTS, 0, 200)) {
        const before = stage.acknowledgedBy('one');
        const producer = await stage.producer('one', plan);
        await eventually(() => stage.acknowledgedBy('one') > before, { timeoutMs: 60_000 });
        await pause(ms);
        await producer.kill();
      }
      await (await stage.producer('one', plan)).finish();
      await stage.settled();
      await consumer.finish();
      expect(stage.acknowledgedBy('one')).toBeGreaterThanOrEqual(RESTARTS * 50);
      expect(await stage.verdictOnLog()).toEqual(FLAWLESS);
      expect(await stage.verdictOnEffects()).toEqual(FLAWLESS);
    },
    SPARE_MS + RESTARTS * 5_000,
  );
});
