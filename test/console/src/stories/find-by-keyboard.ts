import type { Page } from 'playwright-core';
import { eventually } from '@mesh/testing';
import { STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';

const PHONE = { width: 360, height: 740 };
const MOST_TABS = 40;
const MOST_RESULTS = 10;
const PATIENCE = { timeoutMs: 15_000 };

/** Tells how somebody without a mouse finds a product by a symptom. */
export function tellFindByKeyboard(stage: Stage): void {
  it.each(['chest pain', 'heart rate', 'hart rate'])(
    'finds the product that knows of "%s"',
    async (symptom) => {
      const reader = await stage.visitor(undefined, PHONE);
      const { page } = reader;
      await reader.goes('/');
      await tabTo(page, 'Search the catalog');
      await page.keyboard.type(symptom);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/search\?q=/);
      const results = page.getByRole('list', { name: 'Found products' });
      await results.getByRole('link', { name: 'Heart disease risk' }).waitFor();
      expect(await results.locator('mark').count()).toBeGreaterThan(0);
      // From the field down into the results, and in.
      expect(await focusedName(page)).toBe('Search the catalog');
      await downTo(page, 'Heart disease risk');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/products\/cardiology\.heart-disease-risk$/);
      await reader.settles();
      // Whoever cannot see the page change hears where it led.
      await eventually(async () => expect(await focusedName(page)).toBe('Heart disease risk'), PATIENCE);
      await eventually(async () => expect(await page.title()).toContain('Heart disease risk'), PATIENCE);
      await tabTo(page, 'Try it');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Sign in to send' }).waitFor();
      expect(await reader.barriers()).toEqual([]);
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'reaches the pages through the menu of a phone, and comes back with Escape',
    async () => {
      const reader = await stage.visitor(undefined, PHONE);
      const { page } = reader;
      await reader.goes('/');
      await tabTo(page, 'Skip to the content');
      await tabTo(page, 'Menu');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Menu' }).waitFor();
      expect(await reader.barriers()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: 'Menu' }).waitFor({ state: 'hidden' });
      await eventually(async () => expect(await focusedName(page)).toBe('Menu'));
      await page.keyboard.press('Enter');
      await tabTo(page, 'Glossary');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/glossary$/);
      await reader.settles();
      await eventually(async () => expect(await page.title()).toContain('Glossary'), PATIENCE);
    },
    STORY_TIMEOUT_MS,
  );
}

/** Presses the arrow until the result has the focus. */
async function downTo(page: Page, name: string): Promise<void> {
  for (let results = 0; results < MOST_RESULTS; results += 1) {
    await page.keyboard.press('ArrowDown');
    if ((await focusedName(page)) === name) return;
  }
  throw new Error(`the arrow does not reach ${name}`);
}

/** Presses the tab key until something of this name has the focus; every stop on the way can be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  const stops: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const stop = await focusedName(page);
    stops.push(stop);
    await eventually(async () => expect({ stop, seen: await focusIsSeen(page) }).toEqual({ stop, seen: true }));
    if (stop === name) return;
  }
  throw new Error(`The tab key never came to "${name}", only to ${stops.join(', ')}.`);
}

/** The name of what has the focus, as a screen reader would say it. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const { activeElement: focused } = document;
    return (focused.getAttribute('aria-label') ?? focused.textContent ?? '').trim();
  })()`);

/** Whether what has the focus lies in the window and shows that it has it. */
const focusIsSeen = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const { activeElement: focused } = document;
    const { top, bottom, left, right } = focused.getBoundingClientRect();
    const lies = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    const shown = [focused, focused.parentElement].map((element) => getComputedStyle(element));
    const outlined = shown.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px');
    const bordered = focused.matches('input, select, textarea');
    return lies && (outlined || bordered);
  })()`);
