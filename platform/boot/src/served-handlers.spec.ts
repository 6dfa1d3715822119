import { Controller, Module } from '@nestjs/common';
import { IsNumber, IsString } from 'class-validator';
import { openDatabase, type Database } from '@mesh/database';
import { RequestClient, type EventLog, type NewEvent } from '@mesh/events';
import { KafkaEventLog } from '@mesh/events-kafka';
import { PostgresEventLog } from '@mesh/events-postgres';
import { defineErrors } from '@mesh/product';
import { Ctx, EventContext, EventPattern, MessagePattern, Payload, serveHandlers, ShapePipe } from '@mesh/runtime';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  startTestKafka,
  storyWithKafka,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';

const HAPPENED = 'suite.handlers.happened.v1';
const ASKED = 'suite.handlers.asked.v1';
const REPLIES = 'suite.handlers.replies.v1';
const PATIENT = { timeoutMs: 25_000 };

const Failures = defineErrors('HANDLERS', {
  AWAY: { kind: 'unavailable', title: 'Away', fix: 'Wait.' },
  WRONG: { kind: 'conflict', title: 'That cannot be', fix: 'Ask otherwise.' },
});

class Happening {
  @IsNumber()
  n!: number;

  @IsString()
  mood!: string;
}

/** What the handlers heard, told and met. */
const heard: { n: number; offset: number; again: boolean }[] = [];
let timesAway = 0;

@Controller()
class HappeningController {
  @EventPattern(HAPPENED, { maxAttempts: 2 })
  happened(@Payload(new ShapePipe(Happening)) { n, mood }: Happening, @Ctx() { event, signal }: EventContext): void {
    signal.throwIfAborted();
    if (mood === 'away' && (timesAway += 1) <= 3) throw Failures.AWAY();
    heard.push({ n, offset: event.offset, again: false });
  }

  @EventPattern(HAPPENED)
  async happenedToo(@Payload() { n }: Happening, @Ctx() context: EventContext): Promise<void> {
    heard.push({ n, offset: context.event.offset, again: true });
    return Promise.resolve();
  }

  @MessagePattern(ASKED, { replies: [REPLIES] })
  asked(@Payload(new ShapePipe(Happening)) { n, mood }: Happening): { twice: number } {
    if (mood === 'wrong') throw Failures.WRONG();
    if (mood === 'broken') throw new TypeError('secret');
    return { twice: n * 2 };
  }
}

@Module({ controllers: [HappeningController] })
class HandlersModule {}

/** The handlers over a log; `open` gives another opening of the same store each time. */
function describeHandlers(name: string, open: (database: Database) => Promise<EventLog>): void {
  describe(`given a service with handlers of topics ${name}`, () => {
    let test: TestDatabase;
    let service: ServiceUnderTest;
    let logs: EventLog[];
    let other: EventLog;
    let client: RequestClient;
    let database: Database;
    let next = 0;

    const happening = (over: object = {}): NewEvent => ({
      id: `h-${(next += 1)}`,
      source: '/suite',
      type: HAPPENED,
      time: '2026-01-01T00:00:00Z',
      key: 'k',
      data: { n: next, mood: 'fine', ...over },
    });
    const heardOf = (n: number) => heard.filter((each) => each.n === n);
    const numberOf = (event: NewEvent) => (event.data as Happening).n;

    beforeAll(async () => {
      heard.length = 0;
      timesAway = 0;
      test = await startTestDatabase();
      database = openDatabase(test.url);
      service = await startServiceUnderTest({ module: HandlersModule }, test.database);
      logs = [await open(test.database), await open(database)];
      other = logs[1] as EventLog;
      await serveHandlers(service.app, { log: logs[0] as EventLog, service: 'suite' });
      client = await RequestClient.open(other, { replyTo: REPLIES, instance: 'spec' });
    }, 120_000);
    afterAll(async () => {
      await client.close();
      await service.close();
      for (const log of logs) await log.close();
      await database.close();
      await test.close();
    }, 60_000);

    it('brings each event to every handler of its topic, in order', async () => {
      const events = Array.from({ length: 10 }, () => happening());
      await other.append(HAPPENED, events);
      const [first, last] = [numberOf(events[0] as NewEvent), numberOf(events[9] as NewEvent)];
      await eventually(() => expect(heardOf(last)).toHaveLength(2), PATIENT);
      const ns = heard.filter(({ n, again }) => n >= first && !again).map(({ n }) => n);
      expect(ns).toEqual(events.map(numberOf));
    });

    it('hands an event over again while something is away, and loses none', async () => {
      const event = happening({ mood: 'away' });
      await other.append(HAPPENED, [event]);
      await eventually(() => expect(heardOf(numberOf(event)).some(({ again }) => !again)).toBe(true), PATIENT);
      expect(timesAway).toBe(4);
    });

    it('moves what breaks the shape to the dead letters of the service, without its values', async () => {
      const [bad, good] = [happening({ mood: 7, secret: 'secret' }), happening()];
      await other.append(HAPPENED, [bad, good]);
      await eventually(() => expect(heardOf(numberOf(good)).length).toBeGreaterThanOrEqual(2), PATIENT);
      const [letter] = await other.deadLetters(HAPPENED, `suite.handlers.${HAPPENED}`, 10);
      expect(letter).toMatchObject({ event: { id: bad.id }, cause: 'RUNTIME.BODY_INVALID MeshError /mood:type' });
    });

    it('answers a caller who waits', async () => {
      const asked = happening();
      const reply = await client.request(ASKED, { ...asked, type: ASKED });
      expect(reply).toMatchObject({ type: `${ASKED}.reply`, data: { twice: numberOf(asked) * 2 } });
    });

    it.each([
      ['wrong', { code: 'HANDLERS.WRONG', status: 409, message: 'That cannot be' }],
      ['broken', { code: 'RUNTIME.UNEXPECTED', status: 500 }],
    ])('answers with a problem when a handler says that it is %s', async (mood, problem) => {
      const error = await client
        .request(ASKED, { ...happening({ mood }), type: ASKED })
        .catch((cause: unknown) => cause);
      expect(error).toMatchObject(problem);
      expect(JSON.stringify(error) + String(error)).not.toContain('secret');
    });

    it('gives no reply on a topic that was not declared for replies', async () => {
      const stranger = await RequestClient.open(other, { replyTo: HAPPENED, instance: 'stranger' });
      const request = stranger.request(ASKED, { ...happening(), type: ASKED }, { deadlineMs: 500 });
      await expect(request).rejects.toMatchObject({ code: 'REQUESTS.NO_REPLY' });
      await stranger.close();
    });
  });
}

describeHandlers('on PostgreSQL', (database) => PostgresEventLog.open(database));

storyWithKafka('handlers of topics on Kafka', () => {
  describeHandlers('on Kafka', async (database) => {
    const { brokers } = (await startTestKafka()).connectionWithoutSignIn();
    return KafkaEventLog.open({ brokers }, database);
  });
});
