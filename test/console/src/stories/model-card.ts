import { readFile } from 'node:fs/promises';
import { STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';

const VERSION = '/registry/heart-disease-risk/versions/1';

/** Tells how somebody finds out what a version is, and takes its card along. */
export function tellModelCard(stage: Stage): void {
  it(
    'shows each figure with the place where it is stored, what is not measured, and gives the card as a file',
    async () => {
      const auditor = await stage.visitor('gov-auditor');
      await auditor.goes(VERSION);
      const card = auditor.main.getByRole('region', { name: 'Model card of version 1', exact: true });
      const heldOut = card.getByRole('region', { name: /^On held-out rows/ }).first();
      const rocAuc = heldOut
        .getByRole('row')
        .filter({ hasText: '/models/heart-disease-risk/versions/1#/metrics/rocAuc' });
      await rocAuc.waitFor();
      const { body } = await stage.story.ask('/models/heart-disease-risk/versions/1', 'gov-auditor');
      const { value } = (body as { metrics: { rocAuc: { value: number } } }).metrics.rocAuc;
      expect(await rocAuc.innerText()).toContain(value.toFixed(3));
      await card
        .getByText(/^Not measured\./)
        .first()
        .waitFor();
      await card.getByText(/An early warning to the wearer/).waitFor();
      const gates = auditor.main.getByRole('region', { name: 'Gates', exact: true });
      await gates
        .getByText(/may serve|judged this version/)
        .first()
        .waitFor();
      expect(await card.getByText('What the gates said').count()).toBe(0);
      expect(await auditor.barriers()).toEqual([]);
      const [file] = await Promise.all([
        auditor.page.waitForEvent('download'),
        card.getByRole('button', { name: 'Download as Markdown' }).click(),
      ]);
      expect(file.suggestedFilename()).toBe('heart-disease-risk-1.md');
      expect(await readFile(await file.path(), 'utf8')).toMatch(/^---\nlibrary_name: onnx\n/);
    },
    STORY_TIMEOUT_MS,
  );
}
