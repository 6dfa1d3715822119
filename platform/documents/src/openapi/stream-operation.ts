import { namesOf, type EventPort } from '@mesh/product';
import { INSTANT_PATTERN } from '../schemas/shape-schema.js';
import { headersOf } from './headers.js';
import { describeOperation, endHeaders, type OperationParts } from './operation.js';
import { callParameters, lastEventId } from './parameters.js';
import { STREAM_ERRORS } from './port-errors.js';
import { problemResponses } from './problems.js';

const FROM = {
  name: 'from',
  in: 'query',
  description: 'Where to begin: `earliest`, or the first events appended at or after a time; without it, now.',
  schema: {
    anyOf: [{ const: 'earliest' }, { type: 'string', format: 'date-time', pattern: INSTANT_PATTERN }],
  },
};

/** The operation with which events of a port are watched over HTTP; the topic itself is in the AsyncAPI document. */
export function streamOperation(parts: OperationParts, port: EventPort): object {
  const { product, components, operationId } = parts;
  const headers = endHeaders(parts, port);
  return {
    ...describeOperation(parts, port),
    parameters: [...callParameters(components), lastEventId(components), FROM],
    responses: {
      200: {
        description: `Server-sent events without end: each \`data\` is a CloudEvent 1.0 in JSON of the topic \`${namesOf(product).topic(port.name)}\`, without personal fields for callers to whom they are not revealed.`,
        headers: headersOf(components, ['traceparent', 'Cache-Control', ...headers]),
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      ...problemResponses(components, STREAM_ERRORS, { operationId, headers }),
    },
  };
}
