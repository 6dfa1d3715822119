import { eventually } from '@mesh/testing';
import { HEART } from '../support/products.js';
import { STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';
import type { Visitor } from '../browser/visitor.js';

/** Between a decision and the moment when every port knows it lies at most a second; the rest is the browser's. */
const ENFORCED = { timeoutMs: 10_000, everyMs: 200 };

/** Tells how access is asked for, granted, used and withdrawn, each side in a browser of its own. */
export function tellAskForAccess(stage: Stage): void {
  it(
    'opens a dataset for as long as its owner agrees',
    async () => {
      const [carla, team] = await Promise.all([stage.visitor('carla-consumer'), stage.visitor('team-cardiology')]);
      carla.expects(403);
      await carla.goes(`${HEART}/try?port=cohort`);
      await send(carla);
      await carla.main.getByText('This is not open to you').waitFor();
      expect(await carla.barriers()).toEqual([]);

      await carla.main.getByRole('link', { name: 'Ask for access' }).last().click();
      await carla.page.waitForURL(/\/access\/ask/);
      await carla.settles();
      await carla.page.getByLabel('Port').selectOption('cohort');
      await carla.page.getByRole('button', { name: 'Send the request' }).click();
      await carla.page.getByText('Say why.').waitFor();
      expect(await carla.barriers()).toEqual([]);
      await carla.page.getByLabel('Purpose').selectOption('HOPERAT');
      await carla.page.getByLabel('Until the end of').fill(inDays(30));
      await carla.page.getByLabel('Reason').fill('Planning of outpatient capacity');
      await carla.page.getByRole('button', { name: 'Send the request' }).click();
      await carla.page.waitForURL(/\/access\/requests\/[0-9a-f-]+$/);
      const request = new URL(carla.page.url()).pathname;

      await team.goes('/');
      await team.main.getByText('request for access waits for your decision').waitFor();
      await team.goes(request);
      await decide(team, 'Grant', 'Agreed for planning');
      await team.main.getByText('granted', { exact: true }).first().waitFor();

      await carla.goes(`${HEART}/try?port=cohort`);
      await eventually(async () => {
        await send(carla);
        return (await answerOf(carla)) === '200';
      }, ENFORCED);
      const rows = carla.page.getByRole('table', { name: 'Rows of cohort' });
      expect(await rows.getByRole('row').count()).toBe(21);
      const first = await rows.getByRole('row').nth(1).innerText();
      await carla.page.getByRole('button', { name: 'Next page' }).click();
      await eventually(async () => (await rows.getByRole('row').nth(1).innerText()) !== first);
      expect(await carla.barriers()).toEqual([]);

      await decide(team, 'Withdraw', 'The planning is done');
      await team.main.getByText('withdrawn', { exact: true }).first().waitFor();
      await eventually(async () => {
        await send(carla);
        return (await answerOf(carla)) === '403';
      }, ENFORCED);
      await carla.main.getByText('This is not open to you').waitFor();
    },
    STORY_TIMEOUT_MS,
  );
}

const send = (visitor: Visitor): Promise<void> =>
  visitor.page.getByRole('button', { name: 'Send', exact: true }).click();

/** The status that the answer on the page tells, once there is one. */
async function answerOf({ page, main }: Visitor): Promise<string> {
  await page.getByRole('button', { name: 'Send', exact: true }).and(page.locator(':not([data-loading])')).waitFor();
  const told = await main.getByRole('status').filter({ hasText: 'Answered' }).innerText();
  return /status (\d+)/.exec(told)?.[1] ?? '';
}

async function decide({ page }: Visitor, step: 'Grant' | 'Withdraw', reason: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: step }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: step }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
