import { call, READING } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import type { Visitor } from '../browser/visitor.js';
import { LONG_STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';
import { opensTrace } from '../support/trace-of-a-score.js';

const PRODUCT = 'cardiology.heart-disease-risk';
const DAY_MS = 86_400_000;
const PATIENT = { timeoutMs: 90_000, everyMs: 200 };
const UNKNOWN = 'This score cannot be explained';

/** Tells how somebody asks why a score was what it was, and who may not. */
export function tellAskingWhy(stage: Stage): void {
  it(
    'says why, as bars and as a table, and that it is neither cause nor advice',
    async () => {
      const scoreId = await stage.score({ ...READING, patientId: 'p-asking-why' });
      const pat = await stage.visitor('pat-practitioner');
      const asked: string[] = [];
      pat.page.on('request', (request) => void asked.push(`${request.url()} ${request.postData() ?? ''}`));
      await opensTrace(pat, scoreId);
      const why = pat.main.getByRole('region', { name: 'Why this score', exact: true });
      await press(pat);
      const bars = why.getByRole('list', { name: 'What each feature added' }).getByRole('listitem');
      await bars.first().waitFor();
      const { body } = await explained(stage, scoreId);
      const { base, value, contributions } = body as unknown as Explained;
      const told = await bars.allInnerTexts();
      expect(told).toHaveLength(Object.keys(contributions).length);
      const heaviest = Object.entries(contributions).toSorted(([, one], [, other]) => Math.abs(other) - Math.abs(one));
      for (const [place, [feature, adds]] of heaviest.entries()) {
        expect(told[place]).toContain(feature);
        expect(told[place]).toContain(signed(adds));
      }
      expect(told.find((line) => line.startsWith('age'))).toContain('63 years');
      const words = await why.innerText();
      for (const word of [
        signed(base),
        signed(value),
        'heart-disease-risk, version 1',
        'exact',
        'nor advice',
        'log-odds',
      ])
        expect(words).toContain(word);
      expect(await pat.barriers()).toEqual([]);

      await why.getByText('Table', { exact: true }).click();
      const table = why.getByRole('table', { name: 'What each feature added' });
      const [[first, adds] = ['', 0]] = heaviest;
      expect(await table.getByRole('row', { name: first }).innerText()).toContain(signed(adds));
      expect(await pat.barriers()).toEqual([]);
      await pat.looks({ width: 360, height: 740, scheme: 'dark' });
      expect(await pat.barriers()).toEqual([]);
      await why.getByText('Bars', { exact: true }).click();
      await bars.first().waitFor();
      expect(await pat.barriers()).toEqual([]);
      expect(asked.filter((call) => call.includes('p-asking-why'))).toEqual([]);
      expect(asked.filter((call) => call.includes('score-explanations')).at(-1)).toMatch(
        new RegExp(`/v1/score-explanations {"scoreId":"${scoreId}"}$`),
      );
    },
    LONG_STORY_TIMEOUT_MS,
  );

  it(
    'tells somebody whose roles may not ask who may, and lets them ask once the owner agreed',
    async () => {
      const scoreId = await stage.score({ ...READING, patientId: 'p-not-to-be-asked' });
      const dana = await stage.visitor('dana-scientist', { width: 360, height: 740, scheme: 'dark' });
      await opensTrace(dana, scoreId);
      const why = dana.main.getByRole('region', { name: 'Why this score', exact: true });
      await why.getByText('Your roles may not ask why', { exact: false }).waitFor();
      await why.getByText('practitioner, for Treatment', { exact: false }).waitFor();
      expect(await why.getByRole('button').count()).toBe(0);
      expect(await dana.barriers()).toEqual([]);

      await why.getByRole('link').click();
      await dana.page.waitForURL(/\/access\/ask\?/);
      expect(new URL(dana.page.url()).searchParams.get('port')).toBe('scoreExplanations');
      await agreed(stage);
      await opensTrace(dana, scoreId);
      // The service hears of an agreement a moment after it was granted.
      dana.expects(403);
      await eventually(async () => {
        await press(dana);
        await why.getByRole('list', { name: 'What each feature added' }).waitFor({ timeout: 2_000 });
      }, PATIENT);
      expect(await dana.barriers()).toEqual([]);
    },
    LONG_STORY_TIMEOUT_MS,
  );

  it(
    'says of somebody who was forgotten what it says of what never was',
    async () => {
      const scoreId = await stage.score({ ...READING, patientId: 'p-forgotten' });
      const pat = await stage.visitor('pat-practitioner');
      await opensTrace(pat, scoreId);
      const token = await stage.story.callers.token('dpo-privacy');
      const { status } = await call(`${stage.story.mesh.address()}/access/erasures`, {
        token,
        body: { subject: 'p-forgotten', reason: 'They asked for it' },
      });
      expect(status).toBe(202);
      await eventually(async () => expect((await explained(stage, scoreId)).status).toBe(404), PATIENT);
      await press(pat);
      await pat.main.getByText(UNKNOWN).waitFor();
      expect(await pat.main.getByRole('list', { name: 'What each feature added' }).count()).toBe(0);
      expect(await pat.barriers()).toEqual([]);
    },
    LONG_STORY_TIMEOUT_MS,
  );
}

interface Explained {
  readonly base: number;
  readonly value: number;
  readonly contributions: Readonly<Record<string, number>>;
}

const press = ({ main }: Visitor): Promise<void> => main.getByRole('button', { name: 'Why this score' }).click();

/** As the console writes it. */
const signed = (value: number): string =>
  new Intl.NumberFormat('en-GB', {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
  }).format(value);

const explained = async ({ story }: Stage, scoreId: string) =>
  call(`${story.mesh.address(1)}/heart-disease-risk/v1/score-explanations`, {
    token: await story.callers.token('pat-practitioner'),
    body: { scoreId },
  });

/** A data scientist asks for the port, and its owner lets them, persons revealed. */
async function agreed({ story }: Stage): Promise<void> {
  const send = async (path: string, as: string, body: object) => {
    const token = await story.callers.token(as);
    return call(`${story.mesh.address()}/access/agreements${path}`, { token, body });
  };
  const until = new Date(Date.now() + DAY_MS).toISOString();
  const asked = { product: PRODUCT, port: 'scoreExplanations', purpose: 'HRESCH', until, reason: 'To see what weighs' };
  const { body } = await send('', 'dana-scientist', asked);
  const granted = { reason: 'For the study', reveals: ['phi'] };
  expect(await send(`/${String(body.id)}/grant`, 'team-cardiology', granted)).toMatchObject({ status: 200 });
}
