import { objectOf } from '../json.js';
import { always, comings, entries, members, named, told, unknown } from '../comparing/combine.js';
import { changeAt, type Comparer, type Place } from '../comparing/place.js';
import { portAdded, portPlace, portRemoved } from '../product/ports.js';
import { information } from '../product/information.js';
import { links, standardVersion, text } from '../product/words.js';
import { requestBody, responses } from './answers.js';
import { operationsByName, portOfOperation } from './operations.js';
import { parameters } from './parameters.js';
import { security, securitySchemes } from './security.js';

const calledAt: Comparer = members({
  method: always({ kind: 'method-changed', effect: 'withdrawn', what: 'the port is called by another method' }),
  path: always({ kind: 'path-changed', effect: 'withdrawn', what: 'the port has another path' }),
});

/** Where the descriptor tells an address, it tells of its change. */
const address: Comparer = (before, after, place, context) =>
  [context.before, context.after].every(({ ports }) => ports.get(place.port ?? '')?.address !== undefined)
    ? []
    : calledAt(before, after, place, context);

const operation: Comparer = members({
  address,
  operationId: always({
    kind: 'operation-renamed',
    effect: 'said',
    what: 'the operation has another name, which clients take over when they are generated anew',
  }),
  summary: text('summary-worded', 'the summary'),
  description: text('description-worded', 'the description'),
  tags: told,
  externalDocs: links,
  // The end of a port is told by its sunset.
  deprecated: told,
  'x-sunset': told,
  'x-mesh-port': told,
  parameters,
  'path-parameters': parameters,
  'path-servers': unknown,
  requestBody,
  responses,
  security,
});

/** Routes of the documents themselves: that one comes or goes is told by the document. */
const DOCUMENT_ROUTES = new Set(
  ['/openapi.json', '/asyncapi.json', '/contract.odcs.yaml', '/product.odps.yaml'].map((path) => `GET ${path}`),
);
/** Which documents it has is told by the schema documents. */
const SCHEMA_ROUTE = 'GET /schemas/{document}';

const operationAt: Comparer = (before, after, place, context) => {
  const [was, is] = [objectOf(before), objectOf(after)];
  if (nameOf(place.path) !== SCHEMA_ROUTE) return operation(was, is, place, context);
  return operation({ ...was, parameters: undefined }, { ...is, parameters: undefined }, place, context);
};

/** Operations by port: one that moves to another path is the same operation at another address. */
const operations: Comparer = (before, after, place, context) =>
  entries(operationAt, {
    added: (member, at) => {
      if (DOCUMENT_ROUTES.has(nameOf(at.path))) return [];
      if (isWholePort(member, at)) return portAdded(at);
      return [
        changeAt(at, {
          kind: 'operation-added',
          effect: 'said',
          what: `${nameOf(at.path)} is new`,
          after: nameOf(at.path),
        }),
      ];
    },
    removed: (member, at, within) => {
      if (DOCUMENT_ROUTES.has(nameOf(at.path))) return [];
      if (isWholePort(member, at)) return portRemoved(at, within);
      return [
        changeAt(at, {
          kind: 'operation-removed',
          effect: 'withdrawn',
          what: `${nameOf(at.path)} is gone`,
          before: nameOf(at.path),
        }),
      ];
    },
    at: (_name, member, at, within) => {
      const port = portOfOperation(objectOf(member));
      return port === undefined ? { ...at, direction: 'both' } : portPlace(port, at, within);
    },
  })(operationsByName(before), operationsByName(after), place, context);

/** Whether the operation is the one that its port is known by. */
const isWholePort = (member: unknown, { path }: Place): boolean => portOfOperation(objectOf(member)) === nameOf(path);

const nameOf = (path: readonly string[]): string => path.at(-1) ?? '';

const server: Comparer = members({
  url: told,
  description: text('server-worded', 'the description of a server'),
  variables: unknown,
});

/** How a product is reached over HTTP (OpenAPI 3.1). */
export const openapi: Comparer = members({
  openapi: standardVersion,
  info: information,
  jsonSchemaDialect: unknown,
  servers: named(
    ({ url }) => url,
    server,
    comings(
      (name) => ({ kind: 'server-added', effect: 'said', what: `the product is reached at ${name} too` }),
      (name) => ({
        kind: 'server-removed',
        effect: 'withdrawn',
        what: `the product is not reached at ${name} any more`,
      }),
      (_name, _member, place) => ({ ...place, direction: 'both' }),
    ),
  ),
  security,
  tags: text('tags-worded', 'how the operations are grouped'),
  externalDocs: links,
  paths: operations,
  components: members({
    securitySchemes,
    // Read where they are referred to.
    ...Object.fromEntries(
      ['schemas', 'responses', 'headers', 'parameters', 'requestBodies', 'examples'].map((section) => [section, told]),
    ),
  }),
});
