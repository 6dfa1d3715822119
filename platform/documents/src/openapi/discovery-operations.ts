import type { DataProduct } from '@mesh/product';
import { productSamples } from '../samples/product-samples.js';
import { publishesEvents } from '../asyncapi/publishes-events.js';
import { spokenShapes } from '../schemas/spoken-shapes.js';
import type { Components, Ref } from './components.js';
import { headersOf } from './headers.js';
import { DISCOVERY_ERRORS, SCHEMA_ERRORS } from './port-errors.js';
import { problemResponses } from './problems.js';

interface Served {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly mediaType: string;
}

const documentsOf = (product: DataProduct): readonly Served[] => [
  {
    path: '/openapi.json',
    operationId: 'getOpenApi',
    summary: 'This document: OpenAPI 3.1',
    mediaType: 'application/vnd.oai.openapi+json;version=3.1',
  },
  ...(publishesEvents(product)
    ? [
        {
          path: '/asyncapi.json',
          operationId: 'getAsyncApi',
          summary: 'Topics and messages: AsyncAPI 3.0',
          mediaType: 'application/vnd.aai.asyncapi+json;version=3.0.0',
        },
      ]
    : []),
  {
    path: '/contract.odcs.yaml',
    operationId: 'getDataContract',
    summary: 'The data contract: Open Data Contract Standard 3.1.0',
    mediaType: 'application/yaml',
  },
  {
    path: '/product.odps.yaml',
    operationId: 'getDataProduct',
    summary: 'The data product: Open Data Product Standard 1.0.0',
    mediaType: 'application/yaml',
  },
];

/** The routes that every product has besides its ports: its documents and samples, open to everybody. */
export function discoveryPaths(product: DataProduct, components: Components): Readonly<Record<string, object>> {
  return {
    ...Object.fromEntries(
      documentsOf(product).map((served) => [served.path, { get: documentOperation(served, components) }]),
    ),
    '/schemas/{document}': { get: schemaOperation(product, components) },
    '/samples': { get: samplesOperation(product, components) },
  };
}

const discovery = ({ operationId, summary }: Pick<Served, 'operationId' | 'summary'>): object => ({
  operationId,
  tags: ['discovery'],
  summary,
  security: [],
});

/** A media type with parameters stands without them in what an answer may be. */
const content = (mediaType: string, schema: object): object => ({ [mediaType.split(';', 1)[0] as string]: { schema } });

const unchanged = (components: Components): object => ({
  description: 'The document has the ETag that the caller named in `If-None-Match`.',
  headers: headersOf(components, ['ETag', 'Cache-Control']),
});

function documentOperation(served: Served, components: Components): object {
  return {
    ...discovery(served),
    responses: {
      200: {
        description: 'The document.',
        headers: headersOf(components, ['ETag', 'Cache-Control']),
        content: content(served.mediaType, { type: 'object' }),
      },
      304: unchanged(components),
      ...problemResponses(components, DISCOVERY_ERRORS, { operationId: served.operationId }),
    },
  };
}

function schemaOperation(product: DataProduct, components: Components): object {
  const operationId = 'getSchema';
  const names = spokenShapes(product)
    .filter(({ byPort }) => byPort)
    .map(({ name }) => `${name}.schema.json`);
  const document = {
    name: 'document',
    in: 'path',
    required: true,
    description: 'The file of the schema, by the name of its shape.',
    schema: { type: 'string', enum: names },
  };
  return {
    ...discovery({ operationId, summary: 'The shape of a document, a message or a row: JSON Schema 2020-12' }),
    parameters: [document],
    responses: {
      200: {
        description: 'The schema.',
        headers: headersOf(components, ['ETag', 'Cache-Control']),
        content: content('application/schema+json', { type: 'object' }),
      },
      304: unchanged(components),
      ...problemResponses(components, SCHEMA_ERRORS, { operationId }),
    },
  };
}

function samplesOperation(product: DataProduct, components: Components): object {
  const operationId = 'getSamples';
  return {
    ...discovery({ operationId, summary: 'What may pass through each port: a few documents, synthetic' }),
    responses: {
      200: {
        description: 'Samples of every port; none is of a person.',
        headers: headersOf(components, ['ETag', 'Cache-Control']),
        content: {
          'application/json': {
            schema: components.keep('schemas', 'ProductSamples', samplesSchema(portSamplesRef(components))),
            example: productSamples(product),
          },
        },
      },
      304: unchanged(components),
      ...problemResponses(components, DISCOVERY_ERRORS, { operationId }),
    },
  };
}

const portSamplesRef = (components: Components): Ref => {
  const documents = { type: 'array', items: { type: 'object' } };
  return components.keep('schemas', 'PortSamples', {
    title: 'PortSamples',
    description: 'What may pass through one port.',
    type: 'object',
    properties: {
      name: { type: 'string' },
      kind: { type: 'string', enum: ['rest', 'event', 'dataset'] },
      direction: {
        description: 'Whether the product takes the samples or gives them.',
        type: 'string',
        enum: ['input', 'output'],
      },
      samples: documents,
      answers: { description: 'What the port may answer to each.', ...documents },
    },
    required: ['name', 'kind', 'direction', 'samples'],
    additionalProperties: false,
  });
};

const samplesSchema = (ports: Ref): object => ({
  title: 'ProductSamples',
  description: 'Samples of every port of the product.',
  type: 'object',
  properties: {
    product: { type: 'string' },
    version: { type: 'string' },
    synthetic: { const: true },
    ports: { type: 'array', items: ports },
  },
  required: ['product', 'version', 'synthetic', 'ports'],
  additionalProperties: false,
});
