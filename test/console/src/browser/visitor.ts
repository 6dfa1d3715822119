import type { Browser, Locator, Page } from 'playwright-core';
import { axeFindings, overflowOf } from './axe.js';
import { watchPage, type PageWatch } from './watch-page.js';

const ACTION_TIMEOUT_MS = 15_000;

/** Resolves once the window has come to rest. */
const DRAWN = `(async () => {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  do await frame();
  while (document.getAnimations().some((moving) => moving instanceof CSSTransition && moving.playState === 'running'));
  await frame();
})()`;

/** The window of somebody who looks at the console. */
export interface Looking {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
}

/** Where the console is, and the secrets of those who may sign in. */
export interface ConsolePlace {
  readonly address: string;
  secretOf(identity: string): string;
}

/** Somebody before the console, in a browser of their own: nothing is shared with other visitors. */
export class Visitor {
  private constructor(
    readonly page: Page,
    private readonly place: ConsolePlace,
    private readonly watch: PageWatch,
  ) {}

  static async arrive(browser: Browser, place: ConsolePlace, looking: Looking = {}): Promise<Visitor> {
    const { width = 1_280, height = 900, scheme = 'light' } = looking;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'UTC',
    });
    context.setDefaultTimeout(ACTION_TIMEOUT_MS);
    const page = await context.newPage();
    return new Visitor(page, place, watchPage(page));
  }

  /** What stands between header and end of the page. */
  get main(): Locator {
    return this.page.getByRole('main');
  }

  /** What went wrong so far without being shown. */
  get faults(): readonly string[] {
    return this.watch.faults;
  }

  /** Answers with these statuses belong to the story. */
  expects(...statuses: readonly number[]): void {
    this.watch.allow(...statuses);
  }

  /** Opens a page by its address, and waits until it shows what it came to show. */
  async goes(path: string): Promise<void> {
    await this.page.goto(this.place.address + path);
    await this.settles();
  }

  /** Waits until a heading stands and nothing is on its way. */
  async settles(): Promise<void> {
    await this.main.getByRole('heading', { level: 1 }).waitFor();
    await this.page.locator(':root:not(:has([aria-busy="true"]))').waitFor({ state: 'attached' });
  }

  /** Signs in through the issuer's page, from where the visitor is. */
  async signsIn(identity: string): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByLabel('Identity').fill(identity);
    await this.page.getByLabel('Secret').fill(this.place.secretOf(identity));
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('banner').getByRole('button', { name: identity }).waitFor();
    await this.settles();
  }

  /** Changes window and colours, and waits until they are drawn. */
  async looks({ width = 1_280, height = 900, scheme = 'light' }: Looking): Promise<void> {
    await this.page.emulateMedia({ colorScheme: scheme });
    await this.page.setViewportSize({ width, height });
    await this.page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
    await this.page.evaluate(DRAWN);
  }

  /** What is wrong with the page as it stands now: for a machine that reads it aloud, and for its width. */
  async barriers(): Promise<readonly string[]> {
    const overflow = await overflowOf(this.page);
    return [...(await axeFindings(this.page)), ...(overflow > 0 ? [`${overflow} px wider than the window`] : [])];
  }

  async leaves(): Promise<void> {
    await this.page.context().close();
  }
}
