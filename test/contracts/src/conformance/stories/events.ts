import { toCloudEvent, type LoggedEvent } from '@mesh/events';
import { withLogOf } from '@mesh/test-journeys';
import { CloudEvent } from 'cloudevents';
import type { AsyncApi, Channel } from '../known/async-api.js';
import { watchedEvents } from '../reading/watched-events.js';
import { wireMessage } from '../reading/wire-message.js';
import type { World } from '../world.js';

const PAGE_EVENTS = 1_000;

/** Every event on the wire is the message that the AsyncAPI document shows. */
export function tellOfEvents(world: () => World): void {
  const written = (): readonly Channel[] =>
    world().product.asyncApi?.channels.filter(({ action }) => action === 'send') ?? [];

  it('keeps in every topic only messages of the documented headers, key and payload', async () => {
    const { product, mesh } = world();
    for (const channel of written()) {
      const { events, partitions } = await withLogOf(mesh.place.home, async (log) => {
        const ranges = await log.ranges(channel.topic);
        const read: LoggedEvent[] = [];
        for (const { partition, earliest, next } of ranges)
          for (let from = earliest; from < next; from = (read.at(-1)?.offset ?? next) + 1)
            read.push(...(await log.read(channel.topic, partition, from, PAGE_EVENTS)));
        return { events: read, partitions: ranges.length };
      });
      expect([channel.topic, partitions]).toEqual([channel.topic, channel.partitions]);
      expect([channel.topic, events.length > 0]).toEqual([channel.topic, true]);
      const wrong = events.flatMap((event) => judged(product.asyncApi as AsyncApi, channel, toCloudEvent(event)));
      expect([channel.topic, [...new Set(wrong)]]).toEqual([channel.topic, []]);
    }
  }, 60_000);

  it('shows the same messages in the live stream to whom everything is revealed', async () => {
    const { product, mesh, door, entitled } = world();
    for (const channel of written()) {
      const operation = streamOf(world(), channel);
      const events = await countIn(mesh.place.home, channel.topic);
      const watched = await watchedEvents(door, operation, { as: entitled.whoMay(channel.name), events });
      expect([channel.topic, watched.length >= events]).toEqual([channel.topic, true]);
      const wrong = watched.flatMap((event) => judged(product.asyncApi as AsyncApi, channel, new CloudEvent(event)));
      expect([channel.topic, [...new Set(wrong)]]).toEqual([channel.topic, []]);
    }
  }, 60_000);

  it('shows nothing personal in the live stream to whom it is not revealed', async () => {
    const { door, entitled } = world();
    for (const channel of written()) {
      const others = entitled.allWhoMay(channel.name).filter(({ reveals }) => !reveals.includes('phi'));
      for (const as of others) {
        const [event] = await watchedEvents(door, streamOf(world(), channel), { as, events: 1 });
        const shown = Object.keys(event?.['data'] as object);
        expect([channel.topic, shown.filter((field) => channel.personal.includes(field))]).toEqual([channel.topic, []]);
      }
    }
  }, 60_000);
}

function judged({ judge }: AsyncApi, channel: Channel, event: CloudEvent<unknown>): readonly string[] {
  const { headers, key, payload } = wireMessage(event);
  return [
    ...judge.findings(channel.headers, headers).map((finding) => `headers: ${finding}`),
    ...judge.findings(channel.key, key).map((finding) => `key: ${finding}`),
    ...judge.findings(channel.payload, payload).map((finding) => `payload: ${finding}`),
  ];
}

const countIn = (home: string, topic: string): Promise<number> =>
  withLogOf(home, async (log) =>
    (await log.ranges(topic)).reduce((sum, { earliest, next }) => sum + next - earliest, 0),
  );

function streamOf({ product }: World, { name }: Channel) {
  const operation = product.openApi.operations.find((one) => one.port === name && one.isStream);
  if (operation === undefined) throw new Error(`the OpenAPI document has no stream of the port ${name}`);
  return operation;
}
