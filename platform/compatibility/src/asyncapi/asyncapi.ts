import { objectOf, textOf, type JsonObject } from '../json.js';
import { always, comings, entries, members, told, unknown, value } from '../comparing/combine.js';
import type { Context, Version } from '../comparing/context.js';
import { inside, type Comparer, type Place } from '../comparing/place.js';
import { resolved } from '../comparing/resolved.js';
import { schema } from '../comparing/schema.js';
import { information } from '../product/information.js';
import { deprecationChanges } from '../product/life.js';
import { portAdded, portPlace, portRemoved } from '../product/ports.js';
import { identity, links, standardVersion, text } from '../product/words.js';

/** Milliseconds for which a topic keeps an event; below zero stands for ever. */
const retention: Comparer = value((before, after) => {
  const [was, is] = [keeping(before), keeping(after)];
  if (was === undefined || is === undefined)
    return {
      kind: 'topic-retention-changed',
      effect: 'undecided',
      what: 'how long a topic keeps its events is told in another way',
    };
  return is < was
    ? { kind: 'topic-retention-shortened', effect: 'withdrawn', what: 'the topic keeps its events for a shorter time' }
    : { kind: 'topic-retention-extended', effect: 'said', what: 'the topic keeps its events for longer' };
});
const keeping = (milliseconds: unknown): number | undefined =>
  typeof milliseconds === 'number' ? (milliseconds < 0 ? Infinity : milliseconds) : undefined;

const topicBinding: Comparer = members({
  topic: told,
  partitions: always({
    kind: 'partitions-changed',
    effect: 'withdrawn',
    what: 'the topic has another number of partitions, so that the events of one entity change places',
  }),
  replicas: told,
  topicConfiguration: members({
    'retention.ms': retention,
    'cleanup.policy': always({
      kind: 'topic-cleanup-changed',
      effect: 'withdrawn',
      what: 'the topic forgets its events in another way',
    }),
  }),
  bindingVersion: told,
});

const keySchema: Comparer = (before, after, place, context) =>
  schema(before, after, { ...place, field: '(key)' }, context);

/** An example names its schema at the version of the contract, which every release changes. */
const unreleased = (examples: unknown): unknown =>
  Array.isArray(examples)
    ? examples.map((example: unknown) => {
        const { headers, ...rest } = objectOf(example);
        const { ce_dataschema: _version, ...others } = objectOf(headers);
        return { ...rest, headers: others };
      })
    : examples;
const reworded = text('examples-changed', 'an example');
const examples: Comparer = (before, after, place, context) =>
  reworded(unreleased(before), unreleased(after), place, context);

const message: Comparer = resolved(
  members({
    name: always({
      kind: 'message-renamed',
      effect: 'said',
      what: 'the message has another name, which generated readers take over',
    }),
    title: text('title-worded', 'the title of the message'),
    summary: text('summary-worded', 'the summary of the message'),
    description: text('description-worded', 'the description of the message'),
    contentType: always({
      kind: 'content-type-changed',
      effect: 'withdrawn',
      what: 'messages are written in another form',
    }),
    headers: (before, after, place, context) => schema(before, after, { ...place, field: '(headers)' }, context),
    payload: schema,
    correlationId: always({
      kind: 'correlation-changed',
      effect: 'withdrawn',
      what: 'what messages are traced by is elsewhere',
    }),
    bindings: members({ kafka: members({ key: keySchema, bindingVersion: told }) }),
    examples,
    tags: told,
    externalDocs: links,
  }),
);

const channel: Comparer = members({
  address: always({ kind: 'topic-changed', effect: 'withdrawn', what: 'the events come on another topic' }),
  title: text('title-worded', 'the title'),
  summary: text('summary-worded', 'the summary'),
  description: text('description-worded', 'the description'),
  messages: entries(
    message,
    comings(
      (name) => ({ kind: 'message-added', effect: 'loosened', what: `${name} comes on the topic too` }),
      (name) => ({ kind: 'message-removed', effect: 'withdrawn', what: `${name} does not come any more` }),
    ),
  ),
  bindings: members({ kafka: topicBinding }),
  tags: told,
  externalDocs: links,
});

const operation: Comparer = (before, after, place, context) => [
  ...members({
    action: always({
      kind: 'action-changed',
      effect: 'withdrawn',
      what: 'who writes and who reads the topic is turned round',
    }),
    channel: unknown,
    messages: told,
    title: text('title-worded', 'the title of the operation'),
    summary: text('summary-worded', 'the summary of the operation'),
    description: text('description-worded', 'the description of the operation'),
    bindings: unknown,
    tags: told,
    'x-deprecation': told,
  })(before, after, place, context),
  ...deprecationChanges(endOf(before), endOf(after), inside(place, 'x-deprecation')),
];

/** The announced end under the names of the Bitol documents. */
function endOf(described: unknown): JsonObject {
  const { since, announced, sunset, replacement } = objectOf(objectOf(described)['x-deprecation']);
  return { deprecatedSince: since, deprecationAnnounced: announced, sunset, replacement };
}

/** Channels of others, from which the product reads, are told by the descriptor: what is left is its own. */
function own(document: JsonObject, { ports }: Version): JsonObject {
  const operations = Object.entries(objectOf(document.operations)).filter(
    ([, described]) => objectOf(described).action !== 'receive' || ports.has(channelOf(described) ?? ''),
  );
  const channels = new Set(operations.map(([, described]) => channelOf(described)));
  return {
    ...document,
    channels: Object.fromEntries(Object.entries(objectOf(document.channels)).filter(([name]) => channels.has(name))),
    operations: Object.fromEntries(operations),
  };
}

const channelOf = (described: unknown): string | undefined =>
  textOf(objectOf(objectOf(described).channel).$ref)
    ?.split('/')
    .at(-1);

/** Messages flow one way in a channel: others write to an accepted input, and read from all else. */
function channelPlace(name: string, place: Place, context: Context): Place {
  const { direction, ...there } = portPlace(name, place, context);
  return { ...there, direction: direction === 'input' ? direction : 'output' };
}

const document: Comparer = members({
  asyncapi: standardVersion,
  id: identity('the name of the product'),
  info: information,
  defaultContentType: always({
    kind: 'content-type-changed',
    effect: 'withdrawn',
    what: 'messages are written in another form',
  }),
  servers: always({ kind: 'server-moved', effect: 'withdrawn', what: 'the events are had from another address' }),
  channels: entries(channel, {
    added: (_channel, place) => portAdded(place),
    removed: (_channel, place, context) => portRemoved(place, context),
    at: (name, _channel, place, context) => channelPlace(name, place, context),
  }),
  operations: entries(operation, {
    // Told by their channels.
    added: () => [],
    removed: () => [],
    at: (_name, described, place, context) => channelPlace(channelOf(described) ?? '', place, context),
  }),
  // Read where they are referred to.
  components: told,
});

/** The topics of a product and what is in them (AsyncAPI 3.0). */
export const asyncapi: Comparer = (before, after, place, context) =>
  document(own(objectOf(before), context.before), own(objectOf(after), context.after), place, context);
