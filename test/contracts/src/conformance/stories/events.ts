import { toCloudEvent, type EventLog, type LoggedEvent } from '@mesh/events';
import { withLogOf } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import { CloudEvent } from 'cloudevents';
import type { AsyncApi, Channel } from '../known/async-api.js';
import { watchedEvents } from '../reading/watched-events.js';
import { wireMessage } from '../reading/wire-message.js';
import { operationOf, type World } from '../world.js';

const PAGE_EVENTS = 1_000;

/** Every event on the wire is the message that the AsyncAPI document shows. */
export function tellOfEvents(world: () => World): void {
  const written = (): readonly Channel[] =>
    world().product.asyncApi?.channels.filter(({ action }) => action === 'send') ?? [];
  const eventsIn = ({ topic }: Channel) => withLogOf(world().mesh.place.home, (log) => allEvents(log, topic));
  const someEvent = async (): Promise<boolean> => {
    for (const channel of written()) if ((await eventsIn(channel)).events.length > 0) return true;
    return false;
  };

  it('keeps in every topic only messages of the documented headers, key and payload', async () => {
    if (written().length > 0) await eventually(someEvent, { timeoutMs: 30_000, everyMs: 500 });
    for (const channel of written()) {
      const { events, partitions } = await eventsIn(channel);
      const wrong = events.flatMap((event) => judged(world(), channel, toCloudEvent(event)));
      expect([channel.topic, partitions, [...new Set(wrong)]]).toEqual([channel.topic, channel.partitions, []]);
    }
  }, 60_000);

  it('shows the same messages in the live stream to whom everything is revealed', async () => {
    for (const channel of written()) {
      const as = world().entitled.whoMay(channel.name);
      if (channel.personal.length > 0 && !as.reveals.includes('phi')) continue;
      const { events } = await eventsIn(channel);
      const operation = operationOf(world(), channel);
      const watched = await watchedEvents(world().door, operation, { as, events: events.length });
      const wrong = watched.flatMap((event) => judged(world(), channel, new CloudEvent(event)));
      expect([channel.topic, watched.length >= events.length, [...new Set(wrong)]]).toEqual([channel.topic, true, []]);
    }
  }, 60_000);

  it('shows nothing personal in the live stream to whom it is not revealed', async () => {
    for (const channel of written()) {
      const { events } = await eventsIn(channel);
      const others = world()
        .entitled.allWhoMay(channel.name)
        .filter(({ reveals }) => !reveals.includes('phi'));
      for (const as of others) {
        const asked = { as, events: Math.min(1, events.length) };
        const [event] = await watchedEvents(world().door, operationOf(world(), channel), asked);
        const shown = Object.keys(event?.['data'] ?? {});
        expect([channel.topic, shown.filter((field) => channel.personal.includes(field))]).toEqual([channel.topic, []]);
      }
    }
  }, 60_000);
}

async function allEvents(log: EventLog, topic: string): Promise<{ events: LoggedEvent[]; partitions: number }> {
  const events: LoggedEvent[] = [];
  const ranges = await log.ranges(topic);
  for (const { partition, earliest, next } of ranges) {
    for (let from = earliest; from < next;) {
      const page = await log.read(topic, partition, from, PAGE_EVENTS);
      events.push(...page);
      from = (page.at(-1)?.offset ?? next) + 1;
    }
  }
  return { events, partitions: ranges.length };
}

function judged({ product }: World, channel: Channel, event: CloudEvent<unknown>): readonly string[] {
  const { judge } = product.asyncApi as AsyncApi;
  const { headers, key, payload } = wireMessage(event);
  return [
    ...judge.findings(channel.headers, headers).map((finding) => `headers: ${finding}`),
    ...judge.findings(channel.key, key).map((finding) => `key: ${finding}`),
    ...judge.findings(channel.payload, payload).map((finding) => `payload: ${finding}`),
  ];
}
