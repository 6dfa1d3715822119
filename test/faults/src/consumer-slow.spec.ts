import { FLAWLESS } from './history/judge.js';
import { times } from './plan/fault-plan.js';
import { onEachLog, SPARE_MS } from './stage/story.js';

const MESSAGES = times(10_000, 200_000);
const CHARACTERS = 10_000;
const BATCH = 50;
/** Far less than what waits to be read; of its heap the consumer has no more than that either. */
const MOST_BYTES = 48_000_000;

onEachLog('and a consumer that is ten times slower than what is written', (scene) => {
  it(
    'holds little in memory, and loses nothing',
    async () => {
      const { stage } = scene();
      const slow = await stage.consumer('slow', { maxBatch: BATCH, slowMs: 400 });
      const producer = await stage.producer('one', { batch: 200, size: CHARACTERS, pauseMs: 0, most: MESSAGES });
      await producer.done();
      const behind = MESSAGES - (await stage.effects());
      slow.tell('hurry');
      await stage.settled();
      const { bytes } = await slow.finish();
      expect(behind).toBeGreaterThan(MESSAGES * 0.5);
      expect(bytes).toBeLessThan(MOST_BYTES);
      expect(await stage.verdictOnEffects()).toEqual(FLAWLESS);
    },
    SPARE_MS + MESSAGES * 5,
  );
});
