import { READING } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import type { Visitor } from '../browser/visitor.js';
import { LONG_STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';

const PERSON = 'p-to-be-forgotten-in-the-console';
const PATIENT = { timeoutMs: 90_000, everyMs: 500 };
const PHONE = { width: 360, height: 740, scheme: 'dark' } as const;
/** Everything that a browser keeps of a page. */
const KEPT = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])';

/** Tells how somebody is forgotten at the word of those who may say it, and how others see it. */
export function tellErasures(stage: Stage): void {
  it(
    'has somebody forgotten, shows where it stands, and keeps the name nowhere',
    async () => {
      await stage.score({ ...READING, patientId: PERSON });
      const dpo = await stage.visitor('dpo-privacy');
      dpo.expects(422);
      const seen: string[] = [];
      dpo.page.on('request', (request) => void seen.push(`${request.method()} ${request.url()}`));
      await dpo.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Erasures' }).click();
      await dpo.settles();
      await dpo.main.getByRole('button', { name: 'Have somebody forgotten' }).click();
      const asking = dpo.page.getByRole('dialog');
      const forget = asking.getByRole('button', { name: 'Forget for good' });
      await forget.click();
      await asking.getByText('Say who is to be forgotten.').waitFor();
      expect(await dpo.barriers()).toEqual([]);
      await asking.getByLabel('Identifier of the person').fill(PERSON);
      await asking.getByLabel('Reason').fill(`${PERSON} asked for it`);
      await forget.click();
      await asking.getByText('must not tell who is forgotten').waitFor();
      await asking.getByLabel('Reason').fill('They asked for it');
      await forget.click();
      await asking.waitFor({ state: 'hidden' });
      await dpo.page.waitForURL(/\/erasures\/[0-9a-f-]{36}$/);
      await dpo.settles();
      await eventually(
        async () => expect(await dpo.main.getByText('forgotten', { exact: true }).count()).toBe(1),
        PATIENT,
      );
      const parts = dpo.main.getByRole('table', { name: 'Where it stands' });
      const heading = dpo.page.getByRole('rowheader', { name: 'cardiology', exact: true });
      const cardiology = parts.getByRole('row').filter({ has: heading });
      expect(await cardiology.innerText()).toContain('done');
      expect(await cardiology.innerText()).toContain('heart-disease-risk.history');
      expect(await barriersAlsoOnPhone(dpo)).toEqual([]);
      expect(await dpo.page.evaluate<string>(KEPT)).not.toContain(PERSON);
      expect(await dpo.page.content()).not.toContain(PERSON);
      expect(seen.filter((call) => call.includes(PERSON))).toEqual([]);
      expect(seen.filter((call) => call.startsWith('POST') && call.endsWith('/access/erasures'))).toHaveLength(2);

      const auditor = await stage.visitor('gov-auditor', PHONE);
      await auditor.goes('/erasures');
      const list = auditor.main.getByRole('table', { name: 'Erasures, the newest first' });
      await list.getByRole('row').filter({ hasText: 'They asked for it' }).first().waitFor();
      expect(await auditor.main.getByRole('button', { name: 'Have somebody forgotten' }).count()).toBe(0);
      expect(await auditor.barriers()).toEqual([]);
    },
    LONG_STORY_TIMEOUT_MS,
  );

  it(
    'lets a team ask for its own domain alone, and tells others that it is not theirs',
    async () => {
      const team = await stage.visitor('team-cardiology');
      await team.goes('/erasures');
      await team.main.getByRole('button', { name: 'Have somebody forgotten' }).click();
      const where = team.page.getByRole('dialog').getByLabel('Where');
      expect(await where.getByRole('option').allInnerTexts()).toEqual(['cardiology']);

      const carla = await stage.visitor('carla-consumer');
      await carla.goes('/erasures');
      await carla.main.getByText('This is not open to you').waitFor();
      const ways = carla.page.getByRole('navigation', { name: 'Main' });
      expect(await ways.getByRole('link', { name: 'Erasures' }).count()).toBe(0);
      expect(await carla.barriers()).toEqual([]);
    },
    LONG_STORY_TIMEOUT_MS,
  );
}

async function barriersAlsoOnPhone(visitor: Visitor): Promise<readonly string[]> {
  const onDesk = await visitor.barriers();
  await visitor.looks(PHONE);
  return [...onDesk, ...(await visitor.barriers())];
}
