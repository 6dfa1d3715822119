import { eventually } from '@mesh/testing';
import type { Visitor } from '../browser/visitor.js';
import { LONG_STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';
import { askForTraining, sayInLog, versionOf } from '../support/trainings.js';
import { announceWatched, WATCHED, watchStrangers } from '../support/watched-model.js';

const MODEL = '/registry/heart-disease-risk';
const PHONE = { width: 360, height: 740, scheme: 'dark' } as const;
/** So strong a penalty that every probability is near the share of the ill. */
const TOO_STRONG = 5_000;

/** Tells how people live with a model: it is refused and let through, judged, tried out, trained and stopped. */
export function tellLifeOfAModel(stage: Stage): void {
  let refused: string;

  it(
    'lets two people, and not one, override the gates that refused a version',
    async () => {
      const run = await askForTraining(stage.story, { parameters: { l2: TOO_STRONG } });
      refused = await versionOf(stage.story, run);
      const page = `${MODEL}/versions/${refused}`;
      const dana = await stage.visitor('dana-scientist');
      dana.expects(409);
      await dana.goes(page);
      const gates = dana.main.getByRole('region', { name: 'Gates', exact: true });
      await gates.getByText('may not serve').waitFor();
      const brier = gates.getByRole('row').filter({ hasText: 'Brier score' }).first();
      expect(await brier.innerText()).toMatch(/not passed[\s\S]*at most 0\.16/);
      expect(await gates.getByRole('row').nth(1).innerText()).toContain('not passed');
      await dana.main.getByRole('button', { name: 'Promote' }).click();
      const promoting = dana.page.getByRole('dialog');
      await promoting.getByRole('button', { name: 'Make it champion' }).click();
      await promoting.getByText('The version did not pass the gates of its product').waitFor();
      expect(await promoting.innerText()).toContain('/gates/brier');
      expect(await dana.barriers()).toEqual([]);
      await dana.page.keyboard.press('Escape');
      await promoting.waitFor({ state: 'hidden' });

      await gates.getByRole('button', { name: 'Ask for an override' }).click();
      const asking = dana.page.getByRole('dialog');
      await asking.getByRole('button', { name: 'Ask for it' }).click();
      await asking.getByText('Say why in ten characters or more.').waitFor();
      expect(await dana.barriers()).toEqual([]);
      await asking.getByLabel('Reason').fill('The floor was set for another clinic.');
      await asking.getByRole('button', { name: 'Ask for it' }).click();
      await asking.waitFor({ state: 'hidden' });
      await gates.getByText('You asked for it: somebody else has to agree.').waitFor();
      expect(await gates.getByRole('button', { name: 'Agree' }).count()).toBe(0);

      const auditor = await stage.visitor('gov-auditor');
      await auditor.goes(page);
      await auditor.main.getByText(/^Your roles may not agree to it/).waitFor();
      expect(await auditor.main.getByRole('button', { name: /override|Agree|Promote/ }).count()).toBe(0);

      const pat = await stage.visitor('pat-practitioner', PHONE);
      await pat.goes(page);
      expect(await pat.main.getByRole('button', { name: /Ask|Promote/ }).count()).toBe(0);
      await pat.main.getByRole('button', { name: 'Agree' }).click();
      const agreeing = pat.page.getByRole('dialog');
      await agreeing.getByText('The floor was set for another clinic.').waitFor();
      expect(await pat.barriers()).toEqual([]);
      await agreeing.getByRole('button', { name: 'Agree to the override' }).click();
      await agreeing.waitFor({ state: 'hidden' });
      await pat.main.getByText('may serve', { exact: true }).waitFor();
      await pat.main.getByText('pat-practitioner agreed').waitFor();
      expect(await pat.barriers()).toEqual([]);

      await dana.goes(page);
      await gates.getByText('Two people overrode them', { exact: false }).waitFor();
      const history = dana.main.getByRole('table', { name: 'What happened to it' });
      await history.getByRole('row').filter({ hasText: 'override agreed to' }).waitFor();
      expect(await barriersOnPhone(dana)).toEqual([]);
    },
    LONG_STORY_TIMEOUT_MS,
  );

  it(
    'tries a version on a share of the people, and halts it',
    async () => {
      const dana = await stage.visitor('dana-scientist');
      dana.expects(404);
      await dana.goes(`${MODEL}/rollout`);
      await dana.main.getByText('No rollout yet').waitFor();
      await dana.main.getByRole('button', { name: 'Start a rollout' }).click();
      const starting = dana.page.getByRole('dialog');
      await starting.getByLabel('Version').selectOption(refused);
      await starting.getByLabel('How').selectOption('ramp');
      await starting.getByLabel('Steps in percent').fill('50, 10');
      await starting.getByRole('button', { name: 'Start', exact: true }).click();
      await starting.getByText('each greater than the one before', { exact: false }).waitFor();
      expect(await dana.barriers()).toEqual([]);
      await starting.getByLabel('Steps in percent').fill('10, 50');
      await starting.getByRole('button', { name: 'Start', exact: true }).click();
      await starting.waitFor({ state: 'hidden' });
      const arms = dana.main.getByRole('table', { name: 'Arms' });
      expect(await arms.getByRole('row').filter({ hasText: 'challenger' }).innerText()).toContain('10%');
      await dana.main.getByText('nothing judged yet').waitFor();
      await dana.main.getByRole('button', { name: 'Change the share' }).click();
      const changing = dana.page.getByRole('dialog');
      expect(await changing.getByLabel('Share in percent').inputValue()).toBe('50');
      await changing.getByRole('button', { name: 'Change it' }).click();
      await changing.waitFor({ state: 'hidden' });
      await arms.getByRole('row').filter({ hasText: 'challenger' }).filter({ hasText: '50%' }).waitFor();
      expect(await dana.barriers()).toEqual([]);

      const pat = await stage.visitor('pat-practitioner');
      await pat.goes(`${MODEL}/rollout`);
      await pat.main.getByRole('table', { name: 'Arms' }).waitFor();
      expect(await pat.main.getByRole('button', { name: /Start|Change|Halt/ }).count()).toBe(0);

      const ops = await stage.visitor('ops-operator', PHONE);
      await ops.goes(`${MODEL}/rollout`);
      expect(await ops.main.getByRole('button', { name: 'Change the share' }).count()).toBe(0);
      await ops.main.getByRole('button', { name: 'Halt and take back' }).click();
      await ops.page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
      await ops.main.getByRole('status').getByText('taken back', { exact: true }).waitFor();
      expect(await ops.barriers()).toEqual([]);
      await dana.goes(`${MODEL}/rollout`);
      await dana.main.getByRole('button', { name: 'Start a rollout' }).waitFor();
    },
    LONG_STORY_TIMEOUT_MS,
  );

  it(
    'shows how a model does in practice, what a rule did about it, and who may undo that',
    async () => {
      await watchStrangers(stage.story);
      const page = `/registry/${WATCHED}/evaluation`;
      const dana = await stage.visitor('dana-scientist');
      dana.expects(404);
      await dana.goes(page);
      const actions = dana.main.getByRole('table', { name: 'What followed by rule' });
      await dana.main.getByText('stopped by rule').waitFor({ timeout: 60_000 });
      await actions.getByRole('row').filter({ hasText: 'strangers' }).filter({ hasText: 'alert' }).first().waitFor();
      const stop = actions.getByRole('row').filter({ hasText: 'worse than chance' }).first();
      expect(await stop.innerText()).toMatch(/stop[\s\S]*ROC AUC was 0\.\d+, set off at 0\.5 \(120 cases\)/);
      const figures = dana.main.getByRole('table', { name: 'How it does in practice' });
      for (const name of ['ROC AUC', 'PR AUC', 'Brier score', 'Calibration error', 'Sensitivity', 'Specificity'])
        expect(await figures.getByRole('row', { name }).innerText()).toMatch(/\d\.\d{3} \(\d\.\d{3}–\d\.\d{3}\)/);
      await dana.main
        .getByRole('table', { name: 'For groups of people in practice' })
        .getByRole('row', { name: 'Sex: female' })
        .waitFor();
      const drift = dana.main.getByRole('table', { name: 'Drift against the training snapshot' });
      expect(await drift.getByRole('row').filter({ hasText: 'age' }).innerText()).toMatch(/drifted\s+< 0\.001/);
      await dana.main.getByText('These are estimates, not measurements', { exact: false }).waitFor();
      await dana.main.getByText('Operators and the domain team may let it answer again', { exact: false }).waitFor();
      expect(await dana.main.getByRole('button', { name: 'Let it answer again' }).count()).toBe(0);
      expect(await dana.barriers()).toEqual([]);
      expect(await barriersOnPhone(dana)).toEqual([]);

      const ops = await stage.visitor('ops-operator');
      await ops.goes(page);
      await ops.main.getByRole('button', { name: 'Let it answer again' }).click();
      await ops.page.getByRole('dialog').getByRole('button', { name: 'Answer again' }).click();
      await ops.main.getByText('answers', { exact: true }).waitFor();
    },
    LONG_STORY_TIMEOUT_MS,
  );

  it(
    'shows what a recipe says as it says it, and stops its run',
    async () => {
      // Its service is away: no recipe comes to an end before somebody stops it.
      await announceWatched(stage.story);
      const run = await eventually(() => askForTraining(stage.story, { model: WATCHED }), { timeoutMs: 60_000 });
      const ofRun = { runId: run, model: WATCHED };
      const [dana, ops] = await Promise.all([stage.visitor('dana-scientist'), stage.visitor('ops-operator', PHONE)]);
      await Promise.all([dana.goes(`/registry/runs/${run}`), ops.goes(`/registry/runs/${run}`)]);
      await sayInLog(stage.story, { ...ofRun, from: 0, lines: ['fold 1 of 5', 'fold 2 of 5'] });
      const log = dana.main.getByRole('log');
      await log.getByText('fold 2 of 5').waitFor();
      await sayInLog(stage.story, { ...ofRun, from: 2, lines: ['fold 3 of 5'] });
      await log.getByText('fold 3 of 5').waitFor();
      expect((await log.innerText()).split('\n')).toEqual(['fold 1 of 5', 'fold 2 of 5', 'fold 3 of 5']);
      await ops.main.getByRole('log').getByText('fold 3 of 5').waitFor();
      expect(await ops.main.getByRole('button', { name: 'Stop the training' }).count()).toBe(0);
      expect(await ops.barriers()).toEqual([]);

      await dana.main.getByRole('button', { name: 'Stop the training' }).click();
      await dana.page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click();
      await dana.main.getByRole('status').getByText('stopped', { exact: true }).waitFor();
      await dana.main.getByText('Somebody stopped it: it made no version.').waitFor();
      expect(await dana.main.getByRole('button', { name: 'Stop the training' }).count()).toBe(0);
      expect(await barriersOnPhone(dana)).toEqual([]);
    },
    LONG_STORY_TIMEOUT_MS,
  );
}

async function barriersOnPhone(visitor: Visitor): Promise<readonly string[]> {
  await visitor.looks(PHONE);
  return visitor.barriers();
}
