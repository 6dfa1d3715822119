import { eventually } from '@mesh/testing';
import { SmallDisk, whyNoDisks } from './disk/small-disk.js';
import { FLAWLESS } from './history/judge.js';
import { times } from './plan/fault-plan.js';
import { onEachLog, SPARE_MS } from './stage/story.js';

const FILLINGS = times(1, 10);
const MEGABYTES = 320;
const disks: SmallDisk[] = [];

afterAll(() => disks.forEach((disk) => disk.unmount()));

const setting = {
  unless: whyNoDisks(),
  home: (): Promise<string> => {
    const disk = SmallDisk.mount(MEGABYTES);
    disks.push(disk);
    return Promise.resolve(disk.folder);
  },
};

onEachLog(
  `whose disk is full ${FILLINGS} times`,
  (scene) => {
    it(
      'refuses what it cannot keep, keeps what it acknowledged, and goes on when there is room',
      async () => {
        const { log, stage } = scene();
        const disk = disks.at(-1);
        const producer = await stage.producer('one', { size: 2_000 });
        const consumer = await stage.consumer('a');
        for (let filling = 0; filling < FILLINGS; filling += 1) {
          const [refused, acknowledged] = [stage.refusalsOf('one'), stage.acknowledgedBy('one')];
          await eventually(() => stage.acknowledgedBy('one') > acknowledged + 100, { timeoutMs: 30_000 });
          disk?.fill();
          await eventually(() => stage.refusalsOf('one') > refused, { timeoutMs: 60_000, everyMs: 50 });
          disk?.free();
          if (!log.isUp()) await log.restart();
          await eventually(() => stage.acknowledgedBy('one') > acknowledged + 200, { timeoutMs: 60_000, everyMs: 50 });
        }
        await producer.finish();
        await stage.settled();
        await consumer.finish();
        expect({ ...(await stage.verdictOnLog()), doubled: [] }).toEqual(FLAWLESS);
        expect(await stage.verdictOnEffects()).toEqual(FLAWLESS);
        expect(await stage.log.deadLetterCounts()).toEqual([]);
      },
      SPARE_MS + FILLINGS * 60_000,
    );
  },
  setting,
);
