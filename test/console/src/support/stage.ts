import type { Browser } from 'playwright-core';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from '@mesh/test-journeys';
import { launchChromium } from '../browser/chromium.js';
import { Visitor, type Looking } from '../browser/visitor.js';
import { consoleOf } from './console-of.js';

/** A running mesh and a browser, for one story after the other. */
export interface Stage {
  readonly story: RunningMesh;
  /** Somebody arrives; signed in when named. Leaves at the end of the story, which fails if anything went wrong unseen. */
  visitor(identity?: string, looking?: Looking): Promise<Visitor>;
  /** Makes a score as a caller without a browser, and gives its id. */
  score(document: object, identity?: string): Promise<string>;
}

/** How long a story may take on a busy machine. */
export const STORY_TIMEOUT_MS = 90_000;
/** Of a story in which several people follow one another. */
export const LONG_STORY_TIMEOUT_MS = 2 * STORY_TIMEOUT_MS;
const CLOSING_MS = 60_000;

/** Sets the stage for the stories of the surrounding `describe`. */
export function setStage(): Stage {
  let story: RunningMesh | undefined;
  let browser: Browser | undefined;
  const here: Visitor[] = [];
  beforeAll(async () => {
    [story, browser] = await Promise.all([startMeshForStory(), launchChromium()]);
  }, BEGIN_TIMEOUT_MS);
  afterEach(async () => {
    const visitors = here.splice(0);
    const faults = visitors.flatMap((visitor) => visitor.faults);
    await Promise.all(visitors.map((visitor) => visitor.leaves()));
    expect(faults).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await story?.mesh.dispose();
  }, CLOSING_MS);

  const running = (): RunningMesh => story!;
  return {
    get story() {
      return running();
    },
    async visitor(identity, looking) {
      const place = consoleOf(running().mesh.place.home, running().mesh.address());
      const visitor = await Visitor.arrive(browser!, place, looking);
      here.push(visitor);
      if (identity !== undefined) {
        await visitor.goes('/');
        await visitor.signsIn(identity);
      }
      return visitor;
    },
    async score(document, identity) {
      const { status, body } = await running().score(document, identity === undefined ? {} : { as: identity });
      expect(status).toBe(200);
      return String(body.scoreId);
    },
  };
}
