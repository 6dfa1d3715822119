import type { Change } from '../change.js';
import { objectOf, type JsonObject } from '../json.js';
import { always, each, members, named, told, unknown } from '../comparing/combine.js';
import { ACCEPTED, type Context } from '../comparing/context.js';
import { changeAt, inside, type Comparer, type Place } from '../comparing/place.js';
import { grants } from '../product/grants.js';
import { deprecationChanges, DEPRECATION_MEMBERS, status } from '../product/life.js';
import { portAdded, portPlace, portRemoved } from '../product/ports.js';
import { serviceLevels } from '../product/promises.js';
import { qualityRules } from '../product/quality.js';
import {
  description,
  identity,
  links,
  models,
  sensitivity,
  standardVersion,
  support,
  tags,
  team,
  text,
} from '../product/words.js';
import { propertiesByName } from '../reading/custom-properties.js';
import { fields } from './fields.js';
import { keys } from './keys.js';

/** Custom properties by name, with the announced end told as one thing. */
export const customProperties =
  (comparers: Readonly<Record<string, Comparer>>): Comparer =>
  (before, after, place, context) => {
    const [was, is] = [propertiesByName(before), propertiesByName(after)];
    const end = Object.fromEntries(DEPRECATION_MEMBERS.map((name) => [name, told]));
    return [
      ...members({ ...end, ...comparers })(was, is, place, context),
      ...deprecationChanges(was, is, inside(place, 'sunset')),
    ];
  };

const tableName = always({ kind: 'table-renamed', effect: 'withdrawn', what: 'the rows lie under another name' });
const topicName = always({ kind: 'topic-changed', effect: 'withdrawn', what: 'the events come on another topic' });
/** Kinds of ports whose rows are messages. */
const TOPICS = new Set(['event', ACCEPTED]);
const isTopic = ({ port = '' }: Place, { before, after }: Context): boolean =>
  TOPICS.has((before.ports.get(port) ?? after.ports.get(port))?.kind ?? '');

const element: Comparer = each(
  members({
    id: told,
    name: told,
    physicalName: (before, after, place, context) =>
      (isTopic(place, context) ? topicName : tableName)(before, after, place, context),
    physicalType: unknown,
    logicalType: unknown,
    businessName: text('title-worded', 'the business name'),
    description: text('summary-worded', 'the summary'),
    dataGranularityDescription: told,
    // Follow from the kind of the port and its deprecation.
    tags: told,
    authoritativeDefinitions: links,
    customProperties: customProperties({
      urn: identity('the name of the port'),
      orderedBy: always({
        kind: 'event-key-changed',
        effect: 'withdrawn',
        what: 'events are kept in order by another field',
      }),
      happenedAt: always({
        kind: 'event-time-changed',
        effect: 'withdrawn',
        what: 'the time of an event is another field',
      }),
      lakePath: always({ kind: 'lake-path-changed', effect: 'withdrawn', what: 'the files lie in another folder' }),
      origin: always({ kind: 'origin-changed', effect: 'said', what: 'the rows come from another source' }),
    }),
    quality: qualityRules,
    properties: fields,
  }),
  keys,
);

const server: Comparer = members({
  id: told,
  server: told,
  description: text('server-worded', 'the description of a server'),
  environment: unknown,
  ...Object.fromEntries(
    ['location', 'path', 'host', 'port', 'database', 'schema', 'topic'].map((name) => [
      name,
      always({ kind: 'server-moved', effect: 'withdrawn', what: 'the data is had from another address' }),
    ]),
  ),
  ...Object.fromEntries(
    ['type', 'format', 'delimiter'].map((name) => [
      name,
      always({ kind: 'server-format-changed', effect: 'withdrawn', what: 'the data is had in another form' }),
    ]),
  ),
});

/** Which kind of port is had from a server. */
const SERVED: Readonly<Record<string, string>> = { kafka: 'event', local: 'dataset', azure: 'dataset' };

/** Where no port of its kind is left, nothing was had from a server that is gone: that is told by the ports. */
function serverRemoved(removed: unknown, place: Place, { after }: Context): readonly Change[] {
  const kind = SERVED[String(objectOf(removed).type)];
  const idle =
    kind !== undefined && after.ports.size > 0 && ![...after.ports.values()].some((port) => port.kind === kind);
  const what = `the data cannot be had from ${place.path.at(-1) ?? ''} any more`;
  return [changeAt(place, { kind: 'server-removed', effect: idle ? 'said' : 'withdrawn', what })];
}

/** A data contract of the Open Data Contract Standard. */
export const contract: Comparer = members({
  apiVersion: standardVersion,
  kind: unknown,
  id: identity('the id of the contract'),
  name: text('title-worded', 'the title of the product'),
  version: told,
  status,
  domain: identity('the domain'),
  tags,
  description,
  authoritativeDefinitions: links,
  schema: named(({ name }) => name, element, {
    added: (_element, place) => portAdded(place),
    removed: (_element, place, context) => portRemoved(place, context),
    at: (name, _element, place, context) => portPlace(name, place, context),
  }),
  servers: named((described: JsonObject) => described.server, server, {
    added: (_server, place) => [
      changeAt(place, {
        kind: 'server-added',
        effect: 'said',
        what: `the data can be had from ${place.path.at(-1) ?? ''} too`,
      }),
    ],
    removed: serverRemoved,
    at: (_name, _server, place) => ({ ...place, direction: 'output' }),
  }),
  team,
  roles: grants,
  support,
  slaProperties: serviceLevels,
  customProperties: customProperties({
    dataProduct: identity('the id of the product'),
    urn: identity('the name of the product'),
    sensitivity,
    models,
  }),
});
