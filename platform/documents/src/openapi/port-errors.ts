import { AccessErrors } from '@mesh/access';
import { EventErrors } from '@mesh/events';
import { LakeErrors } from '@mesh/lake';
import { jsonSchemaOf, type DataProduct, type ErrorDefinition, type EventPort, type RestPort } from '@mesh/product';
import { ServingErrors } from '@mesh/serving';
import { RuntimeErrors } from '../runtime.errors.js';

/** What stands before every port: token, purpose, grant, record. */
export const AT_THE_DOOR: readonly ErrorDefinition[] = [
  AccessErrors.TOKEN_MISSING,
  AccessErrors.TOKEN_INVALID,
  AccessErrors.DENIED,
  AccessErrors.PURPOSE_UNKNOWN,
  AccessErrors.AGREEMENTS_UNREAD,
  AccessErrors.ISSUER_UNREACHABLE,
  AccessErrors.AUDIT_UNAVAILABLE,
  RuntimeErrors.UNEXPECTED,
];

const WITH_A_BODY = [
  RuntimeErrors.BODY_NOT_JSON,
  RuntimeErrors.BODY_TOO_DEEP,
  RuntimeErrors.BODY_REPEATS_A_FIELD,
  RuntimeErrors.IDEMPOTENCY_KEY_INVALID,
  RuntimeErrors.IDEMPOTENCY_KEY_BUSY,
  RuntimeErrors.IDEMPOTENCY_UNAVAILABLE,
  RuntimeErrors.BODY_TOO_LARGE,
  RuntimeErrors.MEDIA_TYPE_UNSUPPORTED,
  RuntimeErrors.BODY_INVALID,
  RuntimeErrors.IDEMPOTENCY_KEY_REUSED,
  RuntimeErrors.ANSWER_INVALID,
  RuntimeErrors.OVERLOADED,
  RuntimeErrors.DEADLINE_EXCEEDED,
];

/** Every error that a call of a port may be answered with. */
export function restErrors(product: DataProduct, port: RestPort): readonly ErrorDefinition[] {
  const events = Object.values(product.ports).filter((other) => other.kind === 'event');
  return [
    ...AT_THE_DOOR,
    ...WITH_A_BODY,
    ...port.raises,
    ...(events.length > 0
      ? [
          RuntimeErrors.MESSAGE_INVALID,
          EventErrors.LOG_FULL,
          EventErrors.APPEND_TOO_SLOW,
          EventErrors.LOG_UNREACHABLE,
          EventErrors.LOG_CLOSED,
        ]
      : []),
    ...(events.some((event) => namedByCaller(event, port)) ? [EventErrors.BAD_EVENT] : []),
    ...(product.models === undefined
      ? []
      : [
          ServingErrors.OVERLOADED,
          ServingErrors.RUN_FAILED,
          ServingErrors.MODEL_NOT_READY,
          ServingErrors.MODEL_STOPPED,
          ServingErrors.CLOSED,
        ]),
  ];
}

/** Whether a caller may put any text where the event has its id or key: the log takes neither an empty one nor a NUL. */
function namedByCaller(event: EventPort, { body }: RestPort): boolean {
  const { properties = {} } = jsonSchemaOf(body);
  return [event.id, event.key].some((field) => {
    const { type, pattern, format, enum: values } = properties[field] ?? {};
    const isText = type === 'string' || (Array.isArray(type) && type.includes('string'));
    return isText && pattern === undefined && format === undefined && values === undefined;
  });
}

/** Every error that a reader of a dataset may be answered with. */
export const DATASET_ERRORS: readonly ErrorDefinition[] = [
  ...AT_THE_DOOR,
  RuntimeErrors.QUERY_INVALID,
  LakeErrors.SELECTION_INVALID,
  LakeErrors.CURSOR_INVALID,
  LakeErrors.BUSY,
  LakeErrors.ENGINE_FAILED,
  RuntimeErrors.OVERLOADED,
  LakeErrors.TIMEOUT,
  LakeErrors.CLOSED,
];

/** Every error that a listener to events may be answered with. */
export const STREAM_ERRORS: readonly ErrorDefinition[] = [
  ...AT_THE_DOOR,
  RuntimeErrors.QUERY_INVALID,
  RuntimeErrors.TOO_MANY_STREAMS,
  EventErrors.LOG_UNREACHABLE,
  EventErrors.LOG_CLOSED,
];

/** What a reader of documents and samples may be answered with. */
export const DISCOVERY_ERRORS: readonly ErrorDefinition[] = [RuntimeErrors.QUERY_INVALID];

/** As well, where the address names the document. */
export const SCHEMA_ERRORS: readonly ErrorDefinition[] = [
  ...DISCOVERY_ERRORS,
  RuntimeErrors.REQUEST_MALFORMED,
  RuntimeErrors.ROUTE_UNKNOWN,
];
