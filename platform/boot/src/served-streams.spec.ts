import { randomUUID } from 'node:crypto';
import { RequestClient, type LoggedEvent, type NewEvent } from '@mesh/events';
import { eventually, startTestDatabase } from '@mesh/testing';
import {
  serveForecast,
  UNSPEAKABLE,
  type Measured,
  type Scored,
  type ServedForecast,
} from './testing/forecast-product.js';

const MEASURED = 'cardiology.forecast.measured.v1';
const SCORED = 'cardiology.forecast.scored.v1';
const ALERTED = 'cardiology.forecast.alerted.v1';
const REPLIES = 'cardiology.forecast.scoring.replies.device-app.v1';
const GROUP = 'cardiology.forecast.scoring';
const PATIENT = { timeoutMs: 15_000 };

let served: ServedForecast;
let next = 0;

const measured = (over: Partial<Record<keyof Measured, unknown>> = {}): Measured => ({
  readingId: `r-${(next += 1)}`,
  person: `p-${next % 10}`,
  age: 20 + (next % 60),
  pulse: next % 7 === 0 ? null : 50 + (next % 50),
  takenAt: '2026-03-01T08:00:00.000Z',
  ...(over as object),
});
const eventOf = (data: Measured): NewEvent => ({
  id: data.readingId,
  source: '/bracelets/7',
  type: MEASURED,
  time: data.takenAt,
  key: data.person,
  data,
});
const append = (...messages: readonly Measured[]) => served.log.append(MEASURED, messages.map(eventOf));

async function eventsIn(topic: string): Promise<readonly LoggedEvent[]> {
  const ranges = await served.log.ranges(topic);
  return (
    await Promise.all(ranges.map(({ partition, earliest }) => served.log.read(topic, partition, earliest, 10_000)))
  ).flat();
}
const scoresOf = async (...readingIds: readonly string[]): Promise<readonly Scored[]> =>
  (await eventsIn(SCORED)).map(({ data }) => data as Scored).filter(({ readingId }) => readingIds.includes(readingId));
const settled = () => eventually(async () => expect(await served.log.lag(MEASURED, GROUP)).toBe(0), PATIENT);

beforeAll(async () => {
  served = await serveForecast(await startTestDatabase());
});
afterAll(() => served.close());

describe('given a stream port whose model is not there yet', () => {
  it('lets its messages wait, and none is dead', async () => {
    const message = measured();
    await append(message);
    await eventually(async () => expect(await served.log.lag(MEASURED, GROUP)).toBe(1));
    expect(await scoresOf(message.readingId)).toEqual([]);
    await served.promote(1);
    await eventually(async () => expect(await scoresOf(message.readingId)).toHaveLength(1), PATIENT);
    expect(await served.log.deadLetters(MEASURED, GROUP, 10)).toEqual([]);
  });
});

describe('given messages for a stream port', () => {
  it('scores each once, with the number and the version that a call is answered', async () => {
    const messages = Array.from({ length: 300 }, () => measured());
    await append(...messages);
    await settled();
    const scores = await scoresOf(...messages.map(({ readingId }) => readingId));
    expect(scores).toHaveLength(300);
    for (const message of messages.slice(0, 40)) {
      const answer = await fetch(`${served.address}/forecast/v1/scores`, {
        method: 'POST',
        headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
        body: JSON.stringify(message),
      });
      const called = (await answer.json()) as Scored;
      const streamed = scores.find(({ readingId }) => readingId === message.readingId);
      expect({ ...streamed, scoreId: called.scoreId }).toEqual(called);
    }
  });

  it('publishes what follows together, in the order of the person, with trace, schema and source', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const messages = Array.from({ length: 20 }, (_, n) => measured({ person: 'ordered', age: 20 + n * 3 }));
    await served.log.append(
      MEASURED,
      messages.map((message) => ({ ...eventOf(message), traceparent })),
    );
    await settled();
    const events = (await eventsIn(SCORED)).filter(({ key }) => key === 'ordered');
    expect(events.map(({ data }) => (data as Scored).readingId)).toEqual(messages.map(({ readingId }) => readingId));
    expect(events[0]).toMatchObject({ source: 'urn:mesh:cardiology:forecast:scored', type: SCORED });
    expect(events[0]?.traceparent?.slice(0, 35)).toBe(traceparent.slice(0, 35));
    expect(events[0]?.dataschema).toContain('scored');
    const high = events.filter(({ data }) => (data as Scored).probability > 0.5).map(({ id }) => id);
    expect(high.length).toBeGreaterThan(0);
    const alerts = (await eventsIn(ALERTED)).filter(({ key }) => key === 'ordered').map(({ id }) => id);
    expect(alerts).toEqual(high);
  });

  it('scores a message that is sent twice once, under one id', async () => {
    const message = measured();
    await append(message);
    await settled();
    await append(message, message);
    await settled();
    const scores = await scoresOf(message.readingId);
    expect(scores).toHaveLength(1);
    expect(scores[0]?.scoreId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const at = Number.parseInt((scores[0]?.scoreId ?? '').replace('-', '').slice(0, 12), 16);
    expect(new Date(at).toISOString()).toBe(message.takenAt);
  });

  it('moves what breaks the contract to the dead letters with fields and rules, and scores its neighbours', async () => {
    const bad = [measured({ age: 999, pulse: 'secret' }), measured({ person: UNSPEAKABLE })];
    const good = [measured(), measured()];
    await append(good[0] as Measured, ...bad, good[1] as Measured);
    await settled();
    expect(await scoresOf(...good.map(({ readingId }) => readingId))).toHaveLength(2);
    const letters = await served.log.deadLetters(MEASURED, GROUP, 10);
    const causes = new Map(letters.map(({ event, cause }) => [event.id, cause]));
    expect(causes.get(bad[0]?.readingId ?? '')).toBe('RUNTIME.MESSAGE_INVALID MeshError /age:maximum /pulse:type');
    expect(causes.get(bad[1]?.readingId ?? '')).toBe('Error');
    expect(served.lines.join('')).not.toContain('secret');
  });

  it('follows the champion from one batch to the next', async () => {
    const [before, after] = [measured({ age: 44, pulse: 80 }), measured({ age: 44, pulse: 80 })];
    await append(before);
    await settled();
    await served.promote(2);
    await append(after);
    await settled();
    const versions = (await scoresOf(before.readingId, after.readingId)).map(({ readingId, modelVersion }) => [
      readingId,
      modelVersion,
    ]);
    expect(new Map(versions as [string, string][])).toEqual(
      new Map([
        [before.readingId, '1'],
        [after.readingId, '2'],
      ]),
    );
  });

  it('counts what it did', async () => {
    const text = await served.metrics.registry.metrics();
    const port = 'port="urn:mesh:cardiology:forecast:scoring"';
    expect(text).toMatch(new RegExp(`mesh_stream_events_total{${port},became="scored"[^}]*} [1-9]`));
    expect(text).toMatch(new RegExp(`mesh_stream_events_total{${port},became="refused"[^}]*} [1-9]`));
    expect(text).toMatch(new RegExp(`mesh_stream_delay_seconds_count{[^}]*${port}[^}]*} [1-9]`));
    expect(text).toMatch(new RegExp(`mesh_stream_batch_events_count{[^}]*${port}[^}]*} [1-9]`));
  });
});

describe('given a caller who waits for the reply', () => {
  let client: RequestClient;

  beforeAll(async () => {
    client = await RequestClient.open(served.log, { replyTo: REPLIES, instance: 'spec' });
  });
  afterAll(() => client.close());

  it('answers each request with what followed from it', async () => {
    const messages = Array.from({ length: 20 }, () => measured());
    const replies = await Promise.all(messages.map((message) => client.request(MEASURED, eventOf(message))));
    expect(replies.map(({ data }) => (data as Scored).readingId)).toEqual(messages.map(({ readingId }) => readingId));
    const scores = await scoresOf(...messages.map(({ readingId }) => readingId));
    const byReading = new Map(scores.map((score) => [score.readingId, score]));
    for (const { data } of replies) expect(data).toEqual(byReading.get((data as Scored).readingId));
  });

  it('answers a request that is not valid with a problem that names fields and no values', async () => {
    const request = client.request(MEASURED, eventOf(measured({ age: 'secret' })));
    const error = await request.catch((cause: unknown) => cause as Error & { meta: object; spec: object });
    expect(error).toMatchObject({
      code: 'RUNTIME.BODY_INVALID',
      status: 422,
      meta: { errors: [{ pointer: '/age', rule: 'type' }], instance: expect.stringMatching(/^urn:trace:/) },
    });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it('says after the deadline that no reply came, and takes no late one for another', async () => {
    const request = client.request('platform.catalog.measured.v1', eventOf(measured()), { deadlineMs: 50 });
    await expect(request).rejects.toMatchObject({ code: 'REQUESTS.NO_REPLY', retryable: true });
  });

  it('passes on that the request could not be sent', async () => {
    await expect(client.request('nobody.declared.this.v1', eventOf(measured()))).rejects.toMatchObject({
      code: 'EVENTS.UNKNOWN_TOPIC',
    });
  });

  it('scores but gives no reply on a topic that is not for replies', async () => {
    const message = measured();
    const extensions = { replyto: ALERTED, correlationid: randomUUID() };
    await served.log.append(MEASURED, [{ ...eventOf(message), extensions }]);
    await settled();
    expect(await scoresOf(message.readingId)).toHaveLength(1);
    const alerts = await eventsIn(ALERTED);
    expect(alerts.filter((event) => event.extensions !== undefined)).toEqual([]);
  });

  it('waits for so many and no more, and gives up when it closes', async () => {
    const small = await RequestClient.open(served.log, { replyTo: REPLIES, instance: 'small', maxWaiting: 1 });
    const nowhere = 'platform.catalog.measured.v1';
    const waiting = small.request(nowhere, eventOf(measured()));
    await expect(small.request(nowhere, eventOf(measured()))).rejects.toMatchObject({ code: 'REQUESTS.TOO_MANY' });
    const closing = small.close();
    await expect(waiting).rejects.toMatchObject({ code: 'REQUESTS.CLOSED' });
    await closing;
    await expect(small.request(nowhere, eventOf(measured()))).rejects.toMatchObject({ code: 'REQUESTS.CLOSED' });
  });
});
