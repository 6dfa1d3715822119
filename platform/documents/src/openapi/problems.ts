import { ERROR_KINDS, type ErrorDefinition } from '@mesh/product';
import type { Components, Ref } from './components.js';
import { headersOf, type HeaderName } from './headers.js';
import { pascal } from './names.js';

const PROBLEM_JSON = 'application/problem+json';
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

const FIELD_PROBLEM = {
  title: 'FieldProblem',
  description: 'One place that is wrong: named, never quoted.',
  type: 'object',
  properties: {
    pointer: {
      description: 'The field as JSON Pointer (RFC 6901), a query parameter as `?name`, or a header by its name.',
      type: 'string',
    },
    rule: { description: 'The rule that is broken, as the schema names it.', type: 'string' },
    message: { description: 'What is wrong, for people.', type: 'string' },
  },
  required: ['pointer', 'rule', 'message'],
};

const problem = (fieldProblem: Ref): object => ({
  title: 'Problem',
  description: 'Why a call was not served: RFC 9457. Further members say more about the one case.',
  type: 'object',
  properties: {
    type: { description: 'Names the kind of problem; permanent.', type: 'string', format: 'uri' },
    title: { description: 'What is wrong, the same for each problem of the kind.', type: 'string' },
    status: { description: 'The HTTP status.', type: 'integer', minimum: 400, maximum: 599 },
    code: {
      description: 'The kind of problem as programs compare it.',
      type: 'string',
      pattern: '^[A-Z][A-Z0-9_]*\\.[A-Z][A-Z0-9_]*$',
    },
    detail: { description: 'What the reader can do about it.', type: 'string' },
    instance: { description: 'The trace of the call.', type: 'string', pattern: '^urn:trace:[0-9a-f]{32}$' },
    errors: { description: 'Every place that is wrong.', type: 'array', items: fieldProblem },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  additionalProperties: true,
});

const PHRASES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** The status with which an error is answered. */
export const statusOf = ({ spec }: ErrorDefinition): number => spec.status ?? ERROR_KINDS[spec.kind].status;

/** What a problem names besides its text, where that helps to understand the example. */
const SHOWN_WITH: Readonly<Record<string, object>> = {
  'RUNTIME.BODY_INVALID': { errors: [{ pointer: '/field', rule: 'required', message: 'is missing' }] },
  'RUNTIME.QUERY_INVALID': {
    errors: [{ pointer: '?from', rule: 'query', message: 'must be an RFC 3339 time with an offset' }],
  },
  'RUNTIME.BODY_REPEATS_A_FIELD': { errors: [{ pointer: '/field', rule: 'unique', message: 'stands more than once' }] },
  'ACCESS.TOKEN_INVALID': { reason: 'expired' },
};

/** An error as it is answered. */
export const problemExample = (definition: ErrorDefinition): object => ({
  ...SHOWN_WITH[definition.code],
  type: `urn:mesh:error:${definition.code}`,
  title: definition.spec.title,
  status: statusOf(definition),
  code: definition.code,
  detail: definition.spec.fix,
  instance: `urn:trace:${TRACE_ID}`,
});

/** The answers of an operation that are problems, by status: each lists its codes, in the schema and as examples. */
export function problemResponses(
  components: Components,
  errors: readonly ErrorDefinition[],
  { operationId, headers = [] }: { readonly operationId: string; readonly headers?: readonly HeaderName[] },
): Readonly<Record<string, Ref>> {
  const whole = components.keep(
    'schemas',
    'Problem',
    problem(components.keep('schemas', 'FieldProblem', FIELD_PROBLEM)),
  );
  const byStatus = new Map<number, ErrorDefinition[]>();
  for (const error of new Set(errors)) byStatus.set(statusOf(error), [...(byStatus.get(statusOf(error)) ?? []), error]);
  const responses = [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, definitions]) => {
      const phrase = pascal(PHRASES[status] ?? `Status ${status}`);
      const response = problemResponse({ components, whole, status, definitions, headers });
      return [status, components.share('responses', [phrase, `${phrase}Of${pascal(operationId)}`], response)] as const;
    });
  return Object.fromEntries(responses);
}

interface ProblemResponse {
  readonly components: Components;
  readonly whole: Ref;
  readonly status: number;
  readonly definitions: readonly ErrorDefinition[];
  readonly headers: readonly HeaderName[];
}

function problemResponse({ components, whole, status, definitions, headers }: ProblemResponse): object {
  const retryable = definitions.every(({ spec }) => ERROR_KINDS[spec.kind].retryable);
  return {
    description: `${PHRASES[status] ?? 'A problem'}.\n\n${definitions.map(({ code, spec }) => `- \`${code}\`: ${spec.title}. ${spec.fix}`).join('\n')}`,
    headers: headersOf(components, [
      'traceparent',
      ...(retryable ? (['Retry-After'] as const) : []),
      ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
      ...headers,
    ]),
    content: {
      [PROBLEM_JSON]: {
        schema: {
          ...whole,
          type: 'object',
          properties: { status: { const: status }, code: { enum: definitions.map(({ code }) => code) } },
        },
        examples: Object.fromEntries(
          definitions.map((definition) => [
            definition.code,
            { summary: definition.spec.title, value: problemExample(definition) },
          ]),
        ),
      },
    },
  };
}
