import { DECIDED_TOPIC, type Decision } from '@mesh/access';
import { eventually, startTestDatabase } from '@mesh/testing';
import { readEvents, type EventReader } from './testing/event-reader.js';
import { servePulse, type ServedPulse } from './testing/serve-pulse.js';

const TOPIC = 'cardiology.pulse.taken.v1';
const READING = { pulse: 77, note: null, behaviour: 'answer', takenAt: '2026-03-01T08:00:00Z' };

interface Watched {
  readonly id: string;
  readonly partitionkey?: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

let served: ServedPulse;
const open: EventReader[] = [];
beforeAll(async () => void (served = await servePulse(await startTestDatabase())));
afterEach(async () => {
  for (const reader of open.splice(0)) await reader.close();
});
afterAll(() => served.close());

const watch = async (token: string, { query = '', headers = {} } = {}): Promise<EventReader> => {
  const address = `${served.address}/pulse/v1/events/taken${query}`;
  const reader = await readEvents(address, { authorization: `Bearer ${token}`, ...headers });
  open.push(reader);
  return reader;
};

const take = async (person: string): Promise<string> => {
  const answer = await fetch(`${served.address}/pulse/v1/readings`, {
    method: 'POST',
    headers: { authorization: 'Bearer clinic', 'content-type': 'application/json' },
    body: JSON.stringify({ ...READING, person }),
  });
  return ((await answer.json()) as { readingId: string }).readingId;
};

const nextOf = async (reader: EventReader): Promise<Watched> => JSON.parse((await reader.next())?.data ?? 'null');
const codeOf = async ({ answer }: EventReader) => [answer.status, ((await answer.json()) as { code: string }).code];

describe('given somebody to whom the events are granted', () => {
  it('shows each as it happens, as a CloudEvent, to all who watch', async () => {
    const [one, other] = [await watch('practitioner'), await watch('data-scientist')];
    expect(one.answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(one.answer.headers.get('cache-control')).toBe('no-store');
    const readingId = await take('person-seen');
    expect(await nextOf(one)).toMatchObject({ specversion: '1.0', id: readingId, type: TOPIC, data: { readingId } });
    expect((await nextOf(other)).id).toBe(readingId);
  });

  it('withholds what is personal, the key too, unless the grant reveals it', async () => {
    const [practitioner, scientist] = [await watch('practitioner'), await watch('data-scientist')];
    await take('person-hidden');
    expect(await nextOf(practitioner)).toMatchObject({
      partitionkey: 'person-hidden',
      data: { person: 'person-hidden' },
    });
    const withheld = await nextOf(scientist);
    expect(withheld.data).toMatchObject({ pulse: 77 });
    expect(JSON.stringify(withheld)).not.toContain('person-hidden');
  });

  it('goes on where it was cut off, without a gap and without a repeat', async () => {
    const before = await watch('practitioner');
    const first = await take('person-cut');
    const seen = await before.next();
    expect(JSON.parse(seen?.data ?? 'null').id).toBe(first);
    await before.close();
    const missed = [await take('person-a'), await take('person-b'), await take('person-c')];
    const after = await watch('practitioner', { headers: { 'last-event-id': seen?.id ?? '' } });
    const latest = await take('person-d');
    const ids = [await nextOf(after), await nextOf(after), await nextOf(after), await nextOf(after)].map(
      ({ id }) => id,
    );
    expect([...ids].sort()).toEqual([...missed, latest].sort());
  });

  it('begins at a time, or with the oldest that is kept', async () => {
    const count = (await served.log.ranges(TOPIC)).reduce((sum, { next, earliest }) => sum + next - earliest, 0);
    const all = await watch('practitioner', { query: '?from=earliest' });
    const ids = new Set<string>();
    for (let read = 0; read < count; read += 1) ids.add((await nextOf(all)).id);
    expect(ids.size).toBe(count);
    const later = await watch('practitioner', { query: '?from=2100-01-01T00:00:00Z' });
    const readingId = await take('person-later');
    expect((await nextOf(later)).id).toBe(readingId);
  });

  it('ends with the token, and says so', async () => {
    const reader = await watch('short-lived');
    expect(await reader.next()).toMatchObject({ event: 'end', data: '{"reason":"token-expired"}' });
    expect(await reader.next()).toBeUndefined();
  });

  it('lets one caller open four at once, and more when one is closed', async () => {
    const four = [await watch('practitioner'), await watch('practitioner'), await watch('practitioner')];
    four.push(await watch('practitioner'));
    expect(await codeOf(await watch('practitioner'))).toEqual([429, 'RUNTIME.TOO_MANY_STREAMS']);
    expect((await watch('data-scientist')).answer.status).toBe(200);
    await four[0]?.close();
    await eventually(async () => (await watch('practitioner')).answer.ok);
  });

  it('answers the head of a stream without the stream', async () => {
    const answer = await fetch(`${served.address}/pulse/v1/events/taken`, {
      method: 'HEAD',
      headers: { authorization: 'Bearer practitioner' },
    });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('given somebody else', () => {
  it('is closed to whom no grant opens it, and records who was let in and who was not', async () => {
    expect(await codeOf(await watch('clinic'))).toEqual([403, 'ACCESS.DENIED']);
    expect((await fetch(`${served.address}/pulse/v1/events/taken`)).status).toBe(401);
    await watch('data-scientist');
    const decisions: Decision[] = [];
    for (const { partition, earliest } of await served.log.ranges(DECIDED_TOPIC)) {
      for (const { data } of await served.log.read(DECIDED_TOPIC, partition, earliest, 10_000))
        decisions.push(...(data as { decisions: Decision[] }).decisions);
    }
    const atPort = decisions.filter(({ port }) => port === 'urn:mesh:cardiology:pulse:taken');
    expect(new Set(atPort.map(({ caller, permitted }) => `${caller} ${permitted}`))).toEqual(
      new Set(['practitioner-app true', 'data-scientist-app true', 'short-lived-app true', 'clinic-app false']),
    );
  });

  it.each([
    ['a time without an offset', { query: '?from=2026-03-01' }],
    ['an unknown parameter', { query: '?person=MARKER' }],
    ['a place of another stream', { headers: { 'last-event-id': '99:1' } }],
    ['a place that was never given out', { headers: { 'last-event-id': '0:999999' } }],
    ['an id that is none', { headers: { 'last-event-id': 'MARKER' } }],
  ])('refuses %s', async (_, asked) => {
    const { answer } = await watch('practitioner', asked);
    expect(answer.status).toBe(422);
    expect(await answer.text()).not.toContain('MARKER');
  });
});

describe('given a service that is asked to end', () => {
  it('ends its streams first', async () => {
    const reader = await watch('practitioner');
    const stopped = served.stop();
    expect(await reader.next()).toMatchObject({ event: 'end', data: '{"reason":"shutdown"}' });
    await stopped;
  });
});
