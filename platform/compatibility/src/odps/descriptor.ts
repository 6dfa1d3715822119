import { always, comings, members, named, told, unknown } from '../comparing/combine.js';
import { isOwnInput } from '../comparing/context.js';
import type { Comparer } from '../comparing/place.js';
import { objectOf } from '../json.js';
import { customProperties } from '../odcs/contract.js';
import { status } from '../product/life.js';
import { portAdded, portPlace, portRemoved } from '../product/ports.js';
import { refresh } from '../product/promises.js';
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

const outputPort: Comparer = members({
  name: told,
  description: text('summary-worded', 'the summary'),
  type: always({ kind: 'port-kind-changed', effect: 'withdrawn', what: 'the port is of another kind' }),
  version: told,
  contractId: identity('the id of the contract'),
  // What the product reads is told by its input ports.
  inputContracts: told,
  tags: told,
  authoritativeDefinitions: links,
  customProperties: customProperties({
    urn: identity('the name of the port'),
    method: always({ kind: 'method-changed', effect: 'withdrawn', what: 'the port is called by another method' }),
    path: always({ kind: 'path-changed', effect: 'withdrawn', what: 'the port has another path' }),
    topic: always({ kind: 'topic-changed', effect: 'withdrawn', what: 'the events come on another topic' }),
    refresh,
    takes: always({ kind: 'stream-input-changed', effect: 'withdrawn', what: 'the port scores another input' }),
    gives: always({
      kind: 'stream-events-changed',
      effect: 'undecided',
      what: 'what follows is published on other events',
    }),
    replies: always({ kind: 'topic-changed', effect: 'withdrawn', what: 'replies come on another topic' }),
  }),
});

/** A port that others write to: what it is to them is told as of any port. */
const ownInput: Comparer = members({
  name: told,
  version: told,
  contractId: told,
  tags: told,
  customProperties: customProperties({
    urn: identity('the name of the port'),
    method: always({ kind: 'method-changed', effect: 'withdrawn', what: 'messages are sent by another method' }),
    path: always({ kind: 'path-changed', effect: 'withdrawn', what: 'messages are sent to another path' }),
    topic: always({ kind: 'topic-changed', effect: 'withdrawn', what: 'messages are written to another topic' }),
  }),
});

const inputOfOthers: Comparer = members({
  name: told,
  version: always({
    kind: 'input-version-changed',
    effect: 'noted',
    what: 'the product reads another version of an input',
  }),
  ...Object.fromEntries(
    ['contractId', 'customProperties'].map((name) => [
      name,
      always({ kind: 'input-changed', effect: 'said', what: 'the product reads from another source' }),
    ]),
  ),
});

const inputPort: Comparer = (before, after, place, context) =>
  (isOwnInput(objectOf(before)) && isOwnInput(objectOf(after)) ? ownInput : inputOfOthers)(
    before,
    after,
    place,
    context,
  );

const readFrom = comings(
  (name) => ({ kind: 'input-added', effect: 'said', what: `the product reads ${name} too` }),
  (name) => ({ kind: 'input-removed', effect: 'said', what: `the product does not read ${name} any more` }),
);

/** The descriptor of a product in the Open Data Product Standard of Bitol. */
export const descriptor: Comparer = members({
  apiVersion: standardVersion,
  kind: unknown,
  id: identity('the name of the product'),
  name: text('title-worded', 'the title of the product'),
  version: told,
  status,
  domain: identity('the domain'),
  tags,
  description,
  authoritativeDefinitions: links,
  customProperties: customProperties({
    dataProduct: identity('the id of the product'),
    basePath: always({ kind: 'base-path-changed', effect: 'withdrawn', what: 'every port has another path' }),
    sensitivity,
    models,
  }),
  inputPorts: named(({ name }) => name, inputPort, {
    added: (port, place, context) =>
      isOwnInput(objectOf(port)) ? portAdded(place) : readFrom.added(port, place, context),
    removed: (port, place, context) =>
      isOwnInput(objectOf(port)) ? portRemoved(place, context) : readFrom.removed(port, place, context),
    at: (name, port, place, context) =>
      isOwnInput(objectOf(port)) ? portPlace(name, place, context) : { ...place, direction: 'meta' },
  }),
  outputPorts: named(({ name }) => name, outputPort, {
    added: (_port, place) => portAdded(place),
    removed: (_port, place, context) => portRemoved(place, context),
    at: (name, _port, place, context) => portPlace(name, place, context),
  }),
  managementPorts: named(
    ({ name }) => name,
    members({
      name: told,
      description: text('management-port-worded', 'the description of a management port'),
      ...Object.fromEntries(
        ['url', 'channel', 'type', 'content'].map((name) => [
          name,
          always({ kind: 'management-port-moved', effect: 'withdrawn', what: 'a management port is elsewhere' }),
        ]),
      ),
    }),
    comings(
      (name) => ({ kind: 'management-port-added', effect: 'said', what: `the management port ${name} is new` }),
      (name) => ({ kind: 'management-port-removed', effect: 'withdrawn', what: `the management port ${name} is gone` }),
    ),
  ),
  support,
  team,
});
