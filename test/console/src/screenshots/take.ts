import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startMeshForStory } from '@mesh/test-journeys';
import { launchChromium } from '../browser/chromium.js';
import { Visitor } from '../browser/visitor.js';
import { consoleOf } from '../support/console-of.js';
import { PICTURES, type Picture } from './pictures.js';
import { seed } from './seed.js';

const MOST_BYTES = 150_000;

/** Starts a mesh, gives it something to show, and writes its pages to a folder as pictures. */
export async function takeScreenshots(folder: string): Promise<void> {
  const story = await startMeshForStory();
  const browser = await launchChromium();
  try {
    await seed(story);
    const place = consoleOf(story.mesh.place.home, story.mesh.address());
    for (const picture of PICTURES) {
      const reader = await Visitor.arrive(browser, place, picture.looking);
      await take(reader, picture, join(folder, `${picture.name}.png`));
      await reader.leaves();
    }
  } finally {
    await browser.close();
    await story.mesh.dispose();
  }
}

async function take(reader: Visitor, { as, path, before, looking = {} }: Picture, file: string): Promise<void> {
  if (as !== undefined) {
    await reader.goes('/');
    await reader.signsIn(as);
  }
  await reader.goes(path);
  await before?.(reader);
  await reader.looks(looking);
  await reader.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes: show less on one picture.`);
  if (reader.faults.length > 0) throw new Error(`${path}: ${reader.faults.join('; ')}`);
}
