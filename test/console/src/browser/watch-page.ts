import type { Page } from 'playwright-core';

/** What went wrong on a page behind the reader's back. */
export interface PageWatch {
  readonly faults: readonly string[];
  /** Answers with one of these statuses belong to the story from now on. */
  allow(...statuses: readonly number[]): void;
}

const MOST_CHARACTERS = 400;
/** Chromium repeats every answer of 400 and more on the console; the answers themselves are watched. */
const REPEATED = /^Failed to load resource/;

/** Notes what the console says, scripts that throw, policies that are broken, requests that fail. */
export function watchPage(page: Page): PageWatch {
  const faults: string[] = [];
  const allowed = new Set<number>();
  const note = (text: string): void => void faults.push(text.slice(0, MOST_CHARACTERS));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !REPEATED.test(message.text()))
      note(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`thrown: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // What a page asked for and no longer needs when the reader goes on.
    if (why !== 'net::ERR_ABORTED') note(`failed: ${request.method()} ${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    const status = response.status();
    if (status >= 400 && !allowed.has(status))
      note(`answered ${status}: ${response.request().method()} ${response.url()}`);
  });
  return { faults, allow: (...statuses) => statuses.forEach((status) => allowed.add(status)) };
}
