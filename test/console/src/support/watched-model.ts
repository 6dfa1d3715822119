import { randomUUID } from 'node:crypto';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement, type NewEvent, type ProductDescription } from '@mesh/events';
import { heartDiseaseRisk } from '@mesh/heart-disease-risk';
import { describeProduct, toServed } from '@mesh/runtime';
import { call, READING, withLogOf, type RunningMesh } from '@mesh/test-journeys';

/** A model beside the heart model: judged by rules that act at once. */
export const WATCHED = 'heart-risk-at-night';

const TEAM = 'team-cardiology';
const SCORED = 'cardiology.heart-risk-at-night.scored.v1';
const OBSERVED = 'cardiology.heart-risk-at-night.observed.v1';
const PEOPLE = 120;

/** Announces the product of the watched model; its service is away, so that nobody trains it. */
export function announceWatched({ mesh }: RunningMesh): Promise<void> {
  return withLogOf(mesh.place.home, async (log) => {
    for (const name of [SCORED, OBSERVED]) await log.declareTopic({ name });
    await log.append(CATALOG_ANNOUNCED_TOPIC, [announcementOf(watchedProduct())]);
  });
}

/** Lets the champion of the watched model score people unlike those it learnt from, and tells what became of them. */
export async function watchStrangers(story: RunningMesh): Promise<void> {
  const version = await registerWatched(story);
  await announceWatched(story);
  await withLogOf(story.mesh.place.home, async (log) => {
    const scored = Array.from({ length: PEOPLE }, (_, nth) => strangerOf(nth, version));
    await log.append(
      SCORED,
      scored.map(({ outcome: _, ...score }) => eventOf(SCORED, score.patientId, score)),
    );
    const observedAt = new Date().toISOString();
    await log.append(
      OBSERVED,
      scored.map(({ scoreId, outcome }) => eventOf(OBSERVED, scoreId, { scoreId, outcome, observedAt })),
    );
  });
}

/** The very version that serves, under the name of the watched model. */
async function registerWatched({ mesh, callers }: RunningMesh): Promise<string> {
  const token = await callers.token(TEAM);
  const answered = async (path: string, sending: { readonly method?: 'PUT'; readonly body?: object } = {}) => {
    const { status, body, text } = await call(mesh.address() + path, { token, ...sending });
    if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
    return body;
  };
  const {
    version: _,
    createdAt: __,
    status: ___,
    gates: ____,
    ...document
  } = await answered('/models/heart-disease-risk/versions/1');
  const copy = { ...document, model: WATCHED, runId: randomUUID() };
  const { version } = await answered(`/models/${WATCHED}/versions`, { body: copy });
  await answered(`/models/${WATCHED}/aliases/champion`, { method: 'PUT', body: { version: String(version) } });
  return String(version);
}

/** The description of the heart product, with another model, topics of its own and rules that do not wait. */
function watchedProduct(): ProductDescription {
  const described = describeProduct(toServed(heartDiseaseRisk));
  const [risk] = described.models;
  const { model: _, ...scored } = risk!.watch!.scored;
  const watch: NonNullable<(typeof described.models)[number]['watch']> = {
    ...risk!.watch!,
    scored: { ...scored, topic: SCORED },
    observed: { topic: OBSERVED, outcome: 'outcome', at: 'observedAt', score: 'scoreId' },
    window: { judged: 1_000, least: 50 },
    drift: { scores: 500, least: 50 },
    rules: [
      { name: 'strangers', measure: 'driftedInputs', triggers: 3, clears: 1, lastingMs: 0, action: 'alert' },
      { name: 'worse than chance', measure: 'rocAuc', triggers: 0.5, clears: 0.8, lastingMs: 0, action: 'stop' },
    ],
  };
  const { gates: _gates, schedule: _schedule, ...model } = risk!;
  return { ...described, id: 'cardiology.heart-risk-at-night', models: [{ ...model, name: WATCHED, watch }] };
}

/** Older than any the model learnt from, and more often well where it foresaw the worst. */
function strangerOf(nth: number, modelVersion: string) {
  const isIll = nth % 3 === 0;
  return {
    ...READING,
    ...{ patientId: `synthetic-night-${nth}`, scoreId: randomUUID(), scoredAt: new Date().toISOString() },
    ...{ age: 80 + (nth % 15), sex: nth % 2, trestbps: 170 + (nth % 20), thalach: 60 + (nth % 10) },
    ...{ probability: (isIll ? 0.3 : 0.45) + (nth % 10) / 25, modelVersion, outcome: isIll ? 1 : 0 },
  };
}

function announcementOf(product: ProductDescription): NewEvent {
  const at = new Date().toISOString();
  const instance = { instance: 'heart-risk-at-night-1', address: 'http://127.0.0.1:9' };
  return eventOf(CATALOG_ANNOUNCED_TOPIC, product.id, { ...instance, state: 'alive', at, product } as Announcement);
}

const eventOf = (type: string, key: string, data: object): NewEvent => ({
  ...{ id: randomUUID(), source: 'urn:mesh:service:heart-risk-at-night', type, key, data },
  time: new Date().toISOString(),
});
