import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { HEART } from '../support/products.js';
import { STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';

const run = promisify(execFile);
const RUN_TIMEOUT_MS = 20_000;

/** Tells how somebody tries a product before they build on it. */
export function tellTryIt(stage: Stage): void {
  it(
    'scores a document of the form, and traces the score',
    async () => {
      const pat = await stage.visitor('pat-practitioner');
      const { page } = pat;
      await pat.goes(`${HEART}/try`);
      // The form knows from the shape what a field is, in which unit and range.
      await page.getByLabel('trestbps').waitFor();
      expect(await pat.main.innerText()).toMatch(/mm\[?Hg\]?/);
      await page.getByRole('button', { name: 'Fill in example 1' }).click();
      await page.getByRole('button', { name: 'Send' }).click();
      const answer = page.getByRole('region', { name: 'Answer' });
      const scored = JSON.parse(await answer.innerText()) as { probability: number; risk: string; scoreId: string };
      expect(scored.probability).toBeGreaterThan(0);
      expect(scored.probability).toBeLessThan(1);
      expect(scored.risk).toMatch(/^(low|moderate|high)$/);
      expect(await pat.main.getByRole('definition').allInnerTexts()).toContain(scored.risk);
      expect(await pat.barriers()).toEqual([]);
      await page.getByRole('link', { name: 'Trace this score' }).click();
      await page.waitForURL(new RegExp(`/scores/${scored.scoreId}$`));
      await pat.main.getByText('Trace of a score').waitFor();
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'explains an impossible value beside its field',
    async () => {
      const clinic = await stage.visitor('clinic-app');
      clinic.expects(422);
      const { page } = clinic;
      await clinic.goes(`${HEART}/try`);
      await page.getByRole('button', { name: 'Fill in example 1' }).click();
      const age = page.getByRole('textbox', { name: /^age\b/ });
      await age.fill('200');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.locator('[aria-invalid="true"]').waitFor();
      expect(await age.getAttribute('aria-invalid')).toBe('true');
      const told = await age.evaluate<string, HTMLElementLike>((field) =>
        (field.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id: string) => field.ownerDocument.getElementById(id)?.textContent ?? '')
          .join(' '),
      );
      expect(told).toMatch(/120/);
      expect(await age.evaluate((field: HTMLElementLike) => field.ownerDocument.activeElement === field)).toBe(true);
      expect(await clinic.barriers()).toEqual([]);
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'shows the call as programs without the token, and the shown command works',
    async () => {
      const clinic = await stage.visitor('clinic-app');
      const { page } = clinic;
      await clinic.goes(`${HEART}/try`);
      await page.getByRole('button', { name: 'Fill in example 1' }).click();
      const shown = new Map<string, string>();
      for (const language of ['curl', 'Python', 'TypeScript']) {
        await page.getByRole('tab', { name: language }).click();
        shown.set(language, await page.getByRole('region', { name: language, exact: true }).innerText());
      }
      for (const text of shown.values()) {
        expect(text).toContain(`${stage.story.mesh.address(1)}/heart-disease-risk/v1/scores`);
        expect(text).toMatch(/TOKEN/);
        expect(text).not.toMatch(/eyJ/);
      }
      const env = { PATH: process.env.PATH, TOKEN: await stage.story.callers.token('clinic-app') };
      const { stdout } = await run('sh', ['-c', `${shown.get('curl')} -w '\\n%{http_code}'`], {
        env,
        timeout: RUN_TIMEOUT_MS,
      });
      const [document, status] = stdout.split('\n');
      expect(status).toBe('200');
      expect(JSON.parse(document ?? '')).toHaveProperty('probability');
    },
    STORY_TIMEOUT_MS,
  );
}

/** What a story touches of an element, without the types of a browser. */
interface HTMLElementLike {
  getAttribute(name: string): string | null;
  readonly ownerDocument: {
    readonly activeElement: unknown;
    getElementById(id: string): { readonly textContent: string | null } | null;
  };
}
