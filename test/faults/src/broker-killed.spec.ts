import { eventually } from '@mesh/testing';
import { FLAWLESS } from './history/judge.js';
import { distances, pause, times } from './plan/fault-plan.js';
import { onEachLog, SPARE_MS } from './stage/story.js';

const KILLS = times(3, 30);
const BATCH = 20;

onEachLog(`that is killed without warning ${KILLS} times under load`, (scene) => {
  it(
    'loses nothing that it acknowledged, and each message has one effect, in order',
    async () => {
      const { log, stage } = scene();
      const producers = [await stage.producer('one', { batch: BATCH }), await stage.producer('two', { batch: BATCH })];
      const consumers = [await stage.consumer('a'), await stage.consumer('b')];
      const acknowledged = (): number => stage.acknowledgedBy('one') + stage.acknowledgedBy('two');
      for (const ms of distances(KILLS, 300, 1_500)) {
        await pause(ms);
        await log.kill();
        const untilKilled = acknowledged();
        await pause(ms / 4);
        // No more than the batch that each of the two had an answer for already.
        expect(acknowledged() - untilKilled).toBeLessThanOrEqual(2 * BATCH);
        await log.restart();
        // Each kill is to find work under way, or it would prove nothing.
        await eventually(() => acknowledged() > untilKilled, { timeoutMs: 30_000, everyMs: 20 });
      }
      await pause(500);
      for (const producer of producers) await producer.finish();
      await stage.settled();
      for (const consumer of consumers) await consumer.finish();

      expect(stage.acknowledgedBy('one')).toBeGreaterThan(KILLS * 20);
      expect({ ...(await stage.verdictOnLog()), doubled: [] }).toEqual(FLAWLESS);
      expect(await stage.verdictOnEffects()).toEqual(FLAWLESS);
    },
    SPARE_MS + KILLS * 20_000,
  );
});
