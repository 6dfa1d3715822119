import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { storyNeeding } from '@mesh/testing';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = ['/usr/bin', '/snap/bin'];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const REMEDY = 'apt-get install chromium, or set CHROMIUM_PATH';

/** Where chromium is: `CHROMIUM_PATH`, else the usual places; throws, in one sentence, when there is none. */
export function chromiumPath(): string {
  const named = process.env.CHROMIUM_PATH;
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...FOLDERS];
  const usual = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...APPLICATIONS];
  const found = named === undefined ? usual.find(existsSync) : existsSync(named) ? named : undefined;
  if (found === undefined) throw new Error(`The stories of the console need chromium, and it is not here: ${REMEDY}.`);
  return found;
}

/** A browser without a window. */
export function launchChromium(): Promise<Browser> {
  // Chromium refuses its sandbox to root, which is who runs in most containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: chromiumPath(), args });
}

/** `describe` for a story in the browser; left out without one, but never where CI=true: there it fails. */
export function storyInBrowser(name: string, tell: () => void): void {
  storyNeeding([{ name: 'chromium', remedy: REMEDY, find: chromiumPath }], { mustBeTold: process.env.CI === 'true' })(
    name,
    tell,
  );
}
