import type { LogKind, LogUnderTest } from '../logs/log-under-test.js';
import { LOGS } from '../logs/logs.js';
import { seed } from '../plan/fault-plan.js';
import { Stage } from './stage.js';

export const SPARE_MS = 120_000;

/** What a story has at hand. */
export interface Scene {
  readonly log: LogUnderTest;
  readonly stage: Stage;
}

/** How a story is set up, where it is not as usual. */
export interface Setting {
  readonly partitions?: number;
  /** Makes the folder that the log is to live in. */
  readonly home?: () => Promise<string>;
  /** Why the story cannot be told here, if so. */
  readonly unless?: string | undefined;
}

/** Tells a story of each of the two logs, which is started for it and ends with it. */
export function onEachLog(
  given: string,
  tell: (scene: () => Scene, kind: LogKind) => void,
  setting: Setting = {},
): void {
  for (const kind of LOGS) {
    const story = `given a log on ${kind.name} ${given} (seed ${seed})`;
    const { unless } = setting;
    const telling = unless === undefined ? kind.describe : describe.skip;
    telling(unless === undefined ? story : `${story}: ${unless}`, () => {
      let scene: Scene | undefined;
      let log: LogUnderTest | undefined;

      beforeAll(async () => {
        log = await kind.start(await setting.home?.());
        scene = { log, stage: await Stage.set(log, setting) };
      }, SPARE_MS);

      tell(() => {
        if (scene === undefined) throw new Error('the story has not begun');
        return scene;
      }, kind);

      // Behind those of the story, which use the log to the end.
      afterAll(async () => {
        await scene?.stage.clear();
        await log?.dispose();
      }, SPARE_MS);
    });
  }
}
