import { acceptedInputs, namesOf, type DataProduct, type Port, type Shape } from '@mesh/product';
import { jsonDocument, type PublishedDocument } from '../published-document.js';
import { informationOf, LICENSE } from '../information.js';
import { shapeSchema } from '../schemas/shape-schema.js';
import { spokenShapes } from '../schemas/spoken-shapes.js';
import { Components, type Ref } from './components.js';
import { datasetOperation } from './dataset-operation.js';
import { discoveryPaths } from './discovery-operations.js';
import { intakePaths } from './intake-operations.js';
import { operationIds } from './operation-ids.js';
import type { OperationParts } from './operation.js';
import { restOperation } from './rest-operation.js';
import { streamOperation } from './stream-operation.js';

const TAGS = [
  { name: 'calls', description: 'Ports that take a document and answer with one.' },
  { name: 'datasets', description: 'Ports whose rows are read.' },
  { name: 'events', description: 'Ports whose events are watched; consumers subscribe to the topics.' },
  { name: 'discovery', description: 'What the product is: documents and samples, open to everybody.' },
];

const INPUTS = {
  name: 'inputs',
  description: 'Ports that take messages of others, one or very many; devices write to the topics as well.',
};

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    'An access token (RFC 9068) of the OpenID provider of the mesh, for the audience `urn:mesh`: by OAuth 2.0 client credentials, or for a person by authorization code with PKCE. The control plane tells where under `/.well-known/openid-configuration`.',
};

/** How a product is reached over HTTP: OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.1. */
export function openApiOf(product: DataProduct): PublishedDocument {
  const components = new Components();
  const refTo = shapeKeeper(product, components);
  const ids = operationIds(product);
  const operations = Object.entries(product.ports).flatMap(([name, port]) => {
    // Reached over the log alone.
    if (port.kind === 'stream') return [];
    const parts: OperationParts = {
      product,
      name,
      operationId: ids.get(name) as string,
      components,
      refTo,
    };
    return [[pathOf(port), operationOf(parts, port)] as const];
  });
  const inputs = acceptedInputs(product);
  const intake = inputs.flatMap(([name, input]) =>
    intakePaths({ product, name, operationId: '', components, refTo }, input),
  );
  const discovery = discoveryPaths(product, components);
  components.keep('securitySchemes', 'bearer', BEARER);
  return jsonDocument('openapi.json', 'application/vnd.oai.openapi+json;version=3.1', {
    openapi: '3.1.0',
    info: { ...informationOf(product), license: { name: LICENSE, identifier: LICENSE } },
    servers: [
      { url: namesOf(product).basePath, description: 'Below the address of the service that keeps the product.' },
    ],
    security: [{ bearer: [] }],
    tags: inputs.length === 0 ? TAGS : [...TAGS.slice(0, 1), INPUTS, ...TAGS.slice(1)],
    paths: { ...pathsOf([...operations, ...intake]), ...discovery },
    components,
  });
}

/** Keeps the schema of each shape that an operation speaks of, and of those it holds. */
function shapeKeeper(product: DataProduct, components: Components): (shape: Shape) => Ref {
  const descriptions = new Map(spokenShapes(product).map(({ shape, description }) => [shape, description]));
  const refTo = (shape: Shape): Ref =>
    components.keep(
      'schemas',
      shape.name,
      shapeSchema(shape, (nested) => refTo(nested).$ref, descriptions.get(shape) ?? ''),
    );
  return refTo;
}

/** A port with an address of its own. */
type HttpPort = Exclude<Port, { kind: 'stream' }>;

/** Where a port is reached, below the server of the document. */
function pathOf(port: HttpPort): string {
  switch (port.kind) {
    case 'rest':
      return port.path;
    case 'event':
      return `/events/${port.name}`;
    case 'dataset':
      return `/${port.name}`;
  }
}

function operationOf(parts: OperationParts, port: HttpPort): object {
  switch (port.kind) {
    case 'rest':
      return { post: restOperation(parts, port) };
    case 'event':
      return { get: streamOperation(parts, port) };
    case 'dataset':
      return { get: datasetOperation(parts, port) };
  }
}

/** The operations by path; a path at which one port is written and another read has both. */
function pathsOf(operations: readonly (readonly [string, object])[]): Readonly<Record<string, object>> {
  const paths: Record<string, object> = {};
  for (const [path, operation] of operations) paths[path] = { ...paths[path], ...operation };
  return paths;
}
