import { fieldOrder, notesOf, type DatasetPort } from '@mesh/product';
import { examplesOf } from '../samples/examples-of.js';
import { rowSchema } from '../schemas/row-schema.js';
import { jsonText } from '../samples/json-text.js';
import { datasetParameters } from './dataset-parameters.js';
import { headersOf } from './headers.js';
import { pascal } from './names.js';
import { describeOperation, endHeaders, type OperationParts } from './operation.js';
import { callParameters } from './parameters.js';
import { DATASET_ERRORS } from './port-errors.js';
import { problemResponses } from './problems.js';

/** The operation of a dataset: rows by page, or one file of all. */
export function datasetOperation(parts: OperationParts, port: DatasetPort): object {
  const { components, name, operationId } = parts;
  const headers = endHeaders(parts, port);
  const row = components.keep(
    'schemas',
    `${port.row.name}Row`,
    rowSchema(
      port.row,
      `A row as a reader gets it: the fields of ${port.row.name}, as far as they were asked for and are revealed.`,
    ),
  );
  const page = components.keep('schemas', `${pascal(name)}Page`, {
    title: `${pascal(name)}Page`,
    description: `Rows of ${name}, oldest day first.`,
    type: 'object',
    properties: {
      rows: { type: 'array', items: row },
      next: { description: 'The cursor of the next page; missing on the last.', type: 'string' },
    },
    required: ['rows'],
    additionalProperties: false,
  });
  return {
    ...describeOperation(parts, port),
    parameters: [...callParameters(components), ...datasetParameters(port)],
    responses: {
      200: {
        description:
          'A page of rows as JSON; as CSV (RFC 4180, with a header line) or Parquet, one file of all selected rows.',
        headers: headersOf(components, ['traceparent', 'Cache-Control', 'Content-Disposition', ...headers]),
        content: {
          'application/json': { schema: page, ...pageExample(port) },
          'text/csv': { schema: { type: 'string' } },
          'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } },
        },
      },
      ...problemResponses(components, DATASET_ERRORS, { operationId, headers }),
    },
  };
}

/** A page as somebody reads it to whom nothing personal is revealed. */
function pageExample({ row }: DatasetPort): object {
  const personal = notesOf(row);
  const columns = fieldOrder(row).filter((field) => personal.get(field)?.phi !== true);
  const rows = examplesOf(row).map((sample) =>
    Object.fromEntries(columns.map((column) => [column, jsonText(sample[column as keyof typeof sample])])),
  );
  return rows.length === 0 ? {} : { example: { rows } };
}
