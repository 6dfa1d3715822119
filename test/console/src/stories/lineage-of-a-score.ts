import { READING } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import type { Visitor } from '../browser/visitor.js';
import { STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';
import { opensTrace } from '../support/trace-of-a-score.js';

/** Tells how somebody finds out where a number came from. */
export function tellLineageOfAScore(stage: Stage): void {
  it(
    'shows model version, training run, snapshot and data behind a score',
    async () => {
      const scoreId = await stage.score({ ...READING, patientId: 'p-lineage' });
      const pat = await stage.visitor('pat-practitioner');
      await opensTrace(pat, scoreId);
      const story = await pat.main.innerText();
      for (const word of ['heart-disease-risk', 'Training run', 'Snapshot (SHA-256)', 'Where the data came from'])
        expect(story).toContain(word);
      expect(story).toContain('doi 10.24432/C52P4X');
      await pat.main.getByRole('link', { name: '1', exact: true }).first().waitFor();
      expect(await pat.barriers()).toEqual([]);
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'draws the way, lets it grow, and tells the same in a table',
    async () => {
      const scoreId = await stage.score({ ...READING, patientId: 'p-lineage-2' });
      const pat = await stage.visitor('pat-practitioner');
      await opensTrace(pat, scoreId);
      const { page } = pat;
      await drawn(pat).first().waitFor();
      const zoom = (): Promise<string | null> => page.locator('.react-flow__viewport').getAttribute('style');
      const before = await zoom();
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await eventually(async () => (await zoom()) !== before);

      await page.getByRole('button', { name: 'Less', exact: true }).click();
      const fewer = await eventually(() => drawn(pat).count());
      await page.getByRole('button', { name: 'All', exact: true }).click();
      await eventually(async () => (await drawn(pat).count()) > fewer);
      const names = await namesOf(pat);
      await drawn(pat).filter({ hasText: 'heart-disease-risk.cohort' }).click();
      const details = page.getByRole('region', { name: 'Details of heart-disease-risk.cohort' });
      await details.getByText('Namespace').waitFor();
      expect(await pat.barriers()).toEqual([]);

      await page.getByText('Table', { exact: true }).click();
      const table = page.getByRole('table', { name: 'Nodes of the lineage graph with their neighbours' });
      const told = await table.getByRole('rowheader').allInnerTexts();
      expect(told.map((text) => text.split('\n')[0]).toSorted()).toEqual(names);
      expect(await pat.barriers()).toEqual([]);
    },
    STORY_TIMEOUT_MS,
  );
}

/** The nodes of the picture. */
const drawn = ({ page }: Visitor) => page.locator('[id^="lineage-node "]');

const namesOf = async (visitor: Visitor): Promise<readonly string[]> =>
  (await drawn(visitor).allInnerTexts()).map((text) => text.split('\n')[0] ?? '').toSorted();
