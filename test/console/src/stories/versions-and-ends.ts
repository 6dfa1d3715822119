import { eventually } from '@mesh/testing';
import { announce } from '../support/announce.js';
import { SLEEP_ID, sleepProducts } from '../support/sleep-product.js';
import { STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';

const PAGE = `/products/${SLEEP_ID}`;
const HEARD = { timeoutMs: 15_000, everyMs: 200 };

/** Tells how a reader sees that a product changed, is going to end, and is not there. */
export function tellVersionsAndEnds(stage: Stage): void {
  it(
    'shows what a version changed and whom it hurts, an end that was announced, and an absence',
    async () => {
      const { home } = stage.story.mesh.place;
      const reader = await stage.visitor();
      reader.expects(404);
      const { page, main } = reader;
      const sees = (text: string | RegExp, path = PAGE): Promise<boolean> =>
        eventually(async () => {
          await reader.goes(path);
          return main.getByText(text).first().isVisible();
        }, HEARD);

      await announce(home, sleepProducts.first, 'started');
      await sees('version 1.0.0');
      expect(await main.getByText('is deprecated since').count()).toBe(0);
      await sees('There is one version so far', `${PAGE}/versions`);

      await announce(home, sleepProducts.ending, 'started');
      await sees('version 1.1.0');
      await main.getByText('This product is deprecated since version 1.1.0').waitFor();
      await main.getByRole('link', { name: 'cardiology.heart-disease-risk' }).waitFor();
      expect(await main.getByText('Nobody serves this product').count()).toBe(0);
      expect(await reader.barriers()).toEqual([]);

      await sees('awakenings', `${PAGE}/versions`);
      const differences = await page.getByRole('table', { name: 'Differences' }).innerText();
      expect(differences).toMatch(/kind[\s\S]*readers/);
      expect(differences).toMatch(/awakenings[\s\S]*nobody/);
      await main.getByText('is too small a step').waitFor();
      expect(await reader.barriers()).toEqual([]);

      await announce(home, sleepProducts.ending, 'stopped');
      await sees('Nobody serves this product at the moment.');
      await reader.goes('/search?q=night');
      const found = page
        .getByRole('list', { name: 'Found products' })
        .getByRole('listitem')
        .filter({ hasText: 'Night rest' });
      expect(await found.first().innerText()).toMatch(/deprecated[\s\S]*away/);
      await reader.goes('/changes');
      const changes = await main.innerText();
      for (const word of ['deprecated', 'away', '1.1.0']) expect(changes).toContain(word);
      expect(await reader.barriers()).toEqual([]);
    },
    STORY_TIMEOUT_MS,
  );
}
