import { AGREED_TOPIC, HeldAgreements, type AgreedAccess, type Caller } from '@mesh/access';
import type { EventLog, LoggedEvent, PartitionRange, TopicDrift } from '@mesh/events';
import { eventually } from '@mesh/testing';
import { Readiness } from '../health/readiness.js';
import { createLogger } from '../observability/logger.js';
import { AgreementFollower } from './agreement-follower.js';

/** Test double: one partition of a topic that can be away. */
class OneTopic implements Pick<EventLog, 'declareTopic' | 'ranges' | 'read'> {
  readonly events: unknown[] = [];
  isAway = false;

  declareTopic(): Promise<readonly TopicDrift[]> {
    return Promise.resolve([]);
  }

  ranges(): Promise<readonly PartitionRange[]> {
    if (this.isAway) return Promise.reject(new Error('the log is away'));
    return Promise.resolve([{ partition: 0, earliest: 0, next: this.events.length }]);
  }

  read(topic: string, partition: number, offset: number, limit: number): Promise<readonly LoggedEvent[]> {
    if (this.isAway) return Promise.reject(new Error('the log is away'));
    const found = this.events.slice(offset, offset + limit);
    return Promise.resolve(
      found.map((data, place) => ({ topic, partition, offset: offset + place, data }) as LoggedEvent),
    );
  }
}

const agreed = (id: string, change: Partial<AgreedAccess> = {}): AgreedAccess => ({
  id,
  version: 2,
  status: 'granted',
  product: 'cardiology.pulse',
  port: 'cases',
  consumer: `${id}-app`,
  purpose: 'HRESCH',
  from: '2026-01-01T00:00:00Z',
  until: new Date(Date.now() + 3_600_000).toISOString(),
  reveals: [],
  at: '2026-01-01T00:00:00Z',
  by: 'team-cardiology',
  ...change,
});

let topic: OneTopic;
let held: HeldAgreements;
let readiness: Readiness;
let lines: string[];
let follower: AgreementFollower;

beforeEach(() => {
  topic = new OneTopic();
  held = new HeldAgreements('cardiology.pulse');
  readiness = new Readiness();
  lines = [];
  const logger = createLogger('cardiology', 'info', { write: (line) => void lines.push(line) });
  follower = new AgreementFollower([held], {
    log: topic as unknown as EventLog,
    readiness,
    logger,
    readAgreementsWithinMs: 50,
  });
});
afterEach(() => follower.close());

const opens = (id: string): boolean => {
  const caller: Caller = { id: `${id}-app`, roles: [], purpose: 'HRESCH' };
  return held.find(caller, 'cases') !== undefined;
};

describe('given what was agreed before the service began', () => {
  it('knows all of it when it has started, however much it is', async () => {
    topic.events.push(...Array.from({ length: 2_500 }, (_, number) => agreed(`a-${number}`)));
    topic.events.push(agreed('a-7', { version: 3, status: 'withdrawn' }));
    await follower.start();
    expect([held.areRead, held.size, opens('a-2499'), opens('a-7')]).toEqual([true, 2_499, true, false]);
    expect(readiness.waitingFor()).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['an agreement without an end', { ...agreed('bad'), until: undefined }],
    ['an agreement with an end that is none', agreed('bad', { until: 'never' })],
    ['an agreement for a purpose that is none', { ...agreed('bad'), purpose: 'MARKETING' }],
    ['an agreement that reveals what nobody knows', { ...agreed('bad'), reveals: ['all'] }],
    ['an agreement that stands nowhere', { ...agreed('bad'), status: 'GRANTED' }],
  ])('skips %s, says so, and goes on', async (_, data) => {
    topic.events.push(data, agreed('good'));
    await follower.start();
    expect([opens('bad'), opens('good')]).toEqual([false, true]);
    expect(lines.join('')).toContain(AGREED_TOPIC);
  });
});

describe('given a log that is away', () => {
  it('does not hold up the start for long, and catches up', async () => {
    topic.isAway = true;
    topic.events.push(agreed('a'));
    await follower.start();
    expect([held.areRead, opens('a'), readiness.waitingFor()]).toEqual([true, false, []]);
    expect(lines.join('')).toContain('declared grants alone decide');
    topic.isAway = false;
    await eventually(() => opens('a'));
  });

  it('goes on with what it has, and hears of the rest later', async () => {
    topic.events.push(agreed('a'));
    await follower.start();
    topic.isAway = true;
    topic.events.push(agreed('a', { version: 3, status: 'withdrawn' }), agreed('b'));
    expect(opens('a')).toBe(true);
    topic.isAway = false;
    await eventually(() => opens('b') && !opens('a'));
  });
});

describe('given a stop while it starts', () => {
  it('ends both', async () => {
    topic.isAway = true;
    const starting = follower.start();
    await follower.close();
    await starting;
    expect(lines).toEqual([]);
  });
});
