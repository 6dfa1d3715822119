import { call, READING } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import { STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';

/** Tells how somebody watches what the mesh does. */
export function tellWatching(stage: Stage): void {
  it(
    'lets the auditor find who was refused, and why',
    async () => {
      const { callers, mesh } = stage.story;
      await stage.score({ ...READING, patientId: 'p-audited' }, 'clinic-app');
      const refused = await call(`${mesh.address(1)}/heart-disease-risk/v1/findings?limit=1`, {
        token: await callers.token('clinic-app'),
      });
      expect(refused.status).toBe(403);

      const auditor = await stage.visitor('gov-auditor');
      const { page } = auditor;
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit' }).click();
      await auditor.settles();
      await page.getByLabel('Caller').fill('clinic-app');
      await page.getByLabel('Outcome').selectOption('false');
      const table = page.getByRole('table', { name: 'Decisions, the newest first' });
      await eventually(
        async () => {
          await page.getByRole('button', { name: 'Search', exact: true }).click();
          await auditor.settles();
          const [, ...rows] = await table.getByRole('row').allInnerTexts();
          expect(rows.some((row) => row.includes('findings'))).toBe(true);
          for (const row of rows) expect(row).toMatch(/denied[\s\S]*clinic-app/);
        },
        { timeoutMs: 15_000, everyMs: 250 },
      );
      expect(new URL(page.url()).search).toContain('permitted=false');
      await table.getByRole('row').filter({ hasText: 'findings' }).getByRole('button').first().click();
      await page.getByRole('dialog', { name: 'Decision' }).getByText('Why').waitFor();
      await auditor.settles();
      expect(await auditor.barriers()).toEqual([]);
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'shows an event as soon as a score is made',
    async () => {
      const team = await stage.visitor('team-cardiology');
      const { page } = team;
      await team.goes('/live');
      await team.main.getByLabel('Product', { exact: true }).selectOption('cardiology.heart-disease-risk');
      await team.main.getByLabel('Event', { exact: true }).selectOption('scored');
      await page.getByRole('button', { name: 'Start' }).click();
      await team.main.getByRole('status').getByText('live', { exact: true }).waitFor();
      const scoreId = await stage.score({ ...READING, patientId: 'p-watched' });
      await team.main.getByText('p-watched').first().waitFor();
      await page
        .getByRole('button', { name: /open event/ })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('link', { name: 'Trace it' }).waitFor();
      expect(await dialog.innerText()).toContain(scoreId);
      expect(await team.barriers()).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Pause' }).click();
      await team.main.getByRole('status').getByText('paused', { exact: true }).waitFor();
    },
    STORY_TIMEOUT_MS,
  );
}
