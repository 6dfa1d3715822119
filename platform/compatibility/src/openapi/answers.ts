import type { Change } from '../change.js';
import { objectOf } from '../json.js';
import { comings, entries, members, unknown } from '../comparing/combine.js';
import { changeAt, type Comparer, type Place } from '../comparing/place.js';
import { resolved } from '../comparing/resolved.js';
import { schema } from '../comparing/schema.js';
import { text } from '../product/words.js';

/** What is served beside the ports has examples that are made of those of the ports. */
const example: Comparer = (before, after, place, context) =>
  place.port === undefined ? [] : text('examples-changed', 'an example')(before, after, place, context);

const media = (content: Comparer): Comparer =>
  entries(
    members({
      schema: content,
      example,
      examples: example,
    }),
    comings(
      (name) => ({ kind: 'media-type-added', effect: 'said', what: `${name} can be asked for or sent too` }),
      (name) => ({ kind: 'media-type-removed', effect: 'withdrawn', what: `${name} is not spoken any more` }),
    ),
  );

/** What is sent, in the forms that are taken. */
export const requestBody: Comparer = (before, after, place, context) => {
  const at: Place = { ...place, direction: 'input' };
  if (before === undefined && after === undefined) return [];
  if (before === undefined)
    return objectOf(after).required === true
      ? [changeAt(at, { kind: 'body-required', effect: 'tightened', what: 'a body has to be sent' })]
      : [changeAt(at, { kind: 'body-added', effect: 'said', what: 'a body may be sent' })];
  if (after === undefined)
    return [changeAt(at, { kind: 'body-removed', effect: 'withdrawn', what: 'no body is taken any more' })];
  return resolved(
    members({
      description: text('body-worded', 'the description of the body'),
      required: bodyRequired,
      content: media(schema),
    }),
  )(before, after, at, context);
};

const bodyRequired: Comparer = (before, after, place) => {
  if ((before === true) === (after === true)) return [];
  return after === true
    ? [changeAt(place, { kind: 'body-required', effect: 'tightened', what: 'the body may not be left out any more' })]
    : [changeAt(place, { kind: 'body-optional', effect: 'said', what: 'the body may be left out' })];
};

const headers: Comparer = (before, after, place, context) =>
  entries(
    resolved(
      members({
        description: text('header-worded', 'the description of a header'),
        required: (was, is, at) =>
          (was === true) === (is === true)
            ? []
            : is === true
              ? [changeAt(at, { kind: 'header-promised', effect: 'said', what: 'a header is always sent' })]
              : [
                  changeAt(at, {
                    kind: 'header-optional',
                    effect: 'loosened',
                    what: 'a header is not always sent any more',
                  }),
                ],
        deprecated: unknown,
        schema,
        example: text('examples-changed', 'an example'),
      }),
    ),
    {
      ...comings(
        (name) => ({ kind: 'header-added', effect: 'said', what: `the header ${name} is new` }),
        (name) => ({ kind: 'header-removed', effect: 'withdrawn', what: `the header ${name} is gone` }),
      ),
      at: (name, _member, at) => ({ ...at, field: name }),
    },
  )(inLowerCase(before), inLowerCase(after), place, context);

/** Names of headers are the same in any case. Those that tell the end of a port come and go with it, which is told. */
const inLowerCase = (named: unknown): object =>
  Object.fromEntries(
    Object.entries(objectOf(named))
      .map(([name, member]) => [name.toLowerCase(), member] as const)
      .filter(([name]) => !END_HEADERS.includes(name)),
  );
const END_HEADERS = ['deprecation', 'sunset', 'link'];

/** In an error, a code that is not known is handled by its status: a new one hurts nobody. */
const problem: Comparer = (before, after, place, context) =>
  schema(before, after, place, context).map((change) =>
    change.kind === 'value-added' && change.field?.split('.').at(-1) === 'code'
      ? {
          ...changeAt(place, {
            kind: 'error-code-added',
            effect: 'said',
            what: 'an error may have a code that is new, and whoever does not know a code goes by the status',
          }),
          ...placed(change),
        }
      : change.kind === 'value-removed' && change.field?.split('.').at(-1) === 'code'
        ? {
            ...changeAt(place, {
              kind: 'error-code-removed',
              effect: 'said',
              what: 'an error code does not occur any more',
            }),
            ...placed(change),
          }
        : change,
  );

const placed = ({ path, field, before, after }: Change): Partial<Change> => ({
  path,
  ...(field !== undefined && { field }),
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});

const isError = (status: string): boolean => /^[45]/.test(status);

/** What is answered, by status. Clients handle an error status that they do not know by its class (RFC 9110, 15). */
export const responses: Comparer = (before, after, place, context) =>
  entries(
    (was, is, at, within) =>
      resolved(
        members({
          description: text('answer-worded', 'the description of an answer'),
          headers,
          content: media(isError(at.path.at(-1) ?? '') ? problem : schema),
          links: unknown,
        }),
      )(was, is, at, within),
    {
      added: (_answer, at) => answerCame(at),
      removed: (_answer, at) => answerWent(at),
      at: (_status, _answer, at) => ({ ...at, direction: 'output' }),
    },
  )(before, after, place, context);

function answerCame(at: Place): readonly Change[] {
  const status = at.path.at(-1) ?? '';
  return isError(status)
    ? [
        changeAt(at, {
          kind: 'error-status-added',
          effect: 'said',
          what: `the status ${status} may be answered, and whoever does not know it goes by its class`,
          after: status,
        }),
      ]
    : [
        changeAt(at, {
          kind: 'answer-added',
          effect: 'loosened',
          what: `the status ${status} may be answered`,
          after: status,
        }),
      ];
}

function answerWent(at: Place): readonly Change[] {
  const status = at.path.at(-1) ?? '';
  return isError(status)
    ? [
        changeAt(at, {
          kind: 'error-status-removed',
          effect: 'said',
          what: `the status ${status} is not answered any more`,
          before: status,
        }),
      ]
    : [
        changeAt(at, {
          kind: 'answer-removed',
          effect: 'withdrawn',
          what: `the status ${status} is not answered any more`,
          before: status,
        }),
      ];
}
