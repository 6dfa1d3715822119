import type { RestPort, Shape } from '@mesh/product';
import { examplesOf } from '../samples/examples-of.js';
import { headersOf } from './headers.js';
import { describeOperation, endHeaders, type OperationParts } from './operation.js';
import { callParameters, idempotencyKey } from './parameters.js';
import { restErrors } from './port-errors.js';
import { problemResponses } from './problems.js';

/** The operation of a port that takes a document. */
export function restOperation(parts: OperationParts, port: RestPort): object {
  const { product, components, refTo, operationId } = parts;
  const headers = endHeaders(parts, port);
  const json = (shape: Shape): object => ({
    'application/json': { schema: refTo(shape), ...namedExamples(shape) },
  });
  return {
    ...describeOperation(parts, port),
    parameters: [...callParameters(components), idempotencyKey(components)],
    requestBody: { required: true, content: json(port.body) },
    responses: {
      200: {
        description: 'The answer.',
        headers: headersOf(components, ['traceparent', 'Cache-Control', ...headers]),
        content: json(port.returns),
      },
      ...problemResponses(components, restErrors(product, port), { operationId, headers }),
    },
  };
}

/** Synthetic documents, under `sample1` and so on: the answer under a name belongs to the document under it. */
function namedExamples(shape: Shape): object {
  const examples = examplesOf(shape).map((value, index) => [`sample${index + 1}`, { value }] as const);
  return examples.length === 0 ? {} : { examples: Object.fromEntries(examples) };
}
