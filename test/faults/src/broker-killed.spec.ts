import { FLAWLESS } from './history/judge.js';
import { distances, pause, times } from './plan/fault-plan.js';
import { onEachLog, SPARE_MS } from './stage/story.js';

const KILLS = times(3, 30);

onEachLog(`that is killed without warning ${KILLS} times under load`, (scene) => {
  it(
    'loses nothing that it acknowledged, and each message has one effect, in order',
    async () => {
      const { log, stage } = scene();
      const producers = [await stage.producer('one'), await stage.producer('two')];
      const consumers = [await stage.consumer('a'), await stage.consumer('b')];
      for (const ms of distances(KILLS, 300, 1_500)) {
        await pause(ms);
        await log.kill();
        await pause(ms / 4);
        await log.restart();
      }
      await pause(500);
      for (const producer of producers) await producer.finish();
      await stage.settled();
      for (const consumer of consumers) await consumer.finish();

      expect(stage.refusalsOf('one') + stage.refusalsOf('two')).toBeGreaterThan(0);
      expect(stage.acknowledgedBy('one')).toBeGreaterThan(KILLS * 20);
      expect({ ...(await stage.verdictOnLog()), doubled: [] }).toEqual(FLAWLESS);
      expect(await stage.verdictOnEffects()).toEqual(FLAWLESS);
    },
    SPARE_MS + KILLS * 20_000,
  );
});
