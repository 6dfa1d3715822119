import { HEART } from '../support/products.js';
import { STORY_TIMEOUT_MS, type Stage } from '../support/stage.js';

const CLOSED_BY_ROLE = [
  '/audit',
  '/registry',
  '/registry/heart-disease-risk',
  '/lineage',
  '/scores/any',
  '/registry/runs/any',
];
const CLOSED_SIGNED_OUT = [...CLOSED_BY_ROLE, '/access/requests', '/access/ask', '/live'];

/** Tells what somebody sees to whom something is not open: why, and what to do; never nothing, never a raw error. */
export function tellWithoutRights(stage: Stage): void {
  it(
    'tells a consumer what is closed to their role',
    async () => {
      const carla = await stage.visitor('carla-consumer', { width: 360, height: 740 });
      carla.expects(403);
      for (const path of CLOSED_BY_ROLE) {
        await carla.goes(path);
        await carla.main.getByText('This is not open to you').waitFor();
        expect(await carla.main.innerText()).not.toMatch(/undefined|\[object|Error:/);
        expect([path, ...(await carla.barriers())]).toEqual([path]);
      }
      await carla.goes('/live');
      await carla.main.getByText('These events are not open to you').waitFor();
      await carla.main.getByRole('link', { name: 'Ask for access' }).waitFor();
      expect(await carla.barriers()).toEqual([]);
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'offers nobody a step that is not theirs',
    async () => {
      const pat = await stage.visitor('pat-practitioner');
      await pat.goes('/registry/heart-disease-risk/versions/1');
      await pat.main.getByText('What it was made of').waitFor();
      expect(await pat.main.getByRole('button', { name: /Promote|Withdraw|Train/ }).count()).toBe(0);
      expect(
        await pat.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit' }).count(),
      ).toBe(0);
      const dana = await stage.visitor('dana-scientist');
      await dana.goes('/registry/heart-disease-risk/versions/1');
      await dana.main.getByRole('button', { name: 'Promote' }).waitFor();
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'asks whoever is signed out to sign in, and leads back to where they were',
    async () => {
      const reader = await stage.visitor();
      reader.expects(401);
      for (const path of CLOSED_SIGNED_OUT) {
        await reader.goes(path);
        await reader.main.getByRole('button', { name: 'Sign in' }).waitFor();
        expect([path, ...(await reader.barriers())]).toEqual([path]);
      }
      await reader.goes(`${HEART}/try?port=history`);
      await reader.signsIn('pat-practitioner');
      expect(new URL(reader.page.url()).pathname + new URL(reader.page.url()).search).toBe(`${HEART}/try?port=history`);
      await reader.page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'says that a secret is wrong without saying which',
    async () => {
      const reader = await stage.visitor();
      reader.expects(422);
      await reader.goes('/');
      await reader.page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
      await reader.page.getByLabel('Identity').fill('carla-consumer');
      await reader.page.getByLabel('Secret').fill('not the secret');
      await reader.page.getByRole('button', { name: 'Sign in' }).click();
      await reader.page.getByRole('alert').waitFor();
      expect(await reader.barriers()).toEqual([]);
    },
    STORY_TIMEOUT_MS,
  );
}
