import type { Change } from '../change.js';
import { listOf, objectOf, type JsonObject } from '../json.js';
import { always, members, named, told, value } from '../comparing/combine.js';
import { changeAt, type Comparer, type Place } from '../comparing/place.js';
import { follow } from '../comparing/resolved.js';
import { schema } from '../comparing/schema.js';
import { text } from '../product/words.js';

const form = always({
  kind: 'parameter-form-changed',
  effect: 'withdrawn',
  what: 'a parameter is written in another way',
});

const parameter: Comparer = members({
  name: told,
  in: told,
  description: text('parameter-worded', 'the description of a parameter'),
  required: value((_before, after) =>
    after === true
      ? { kind: 'parameter-required', effect: 'tightened', what: 'a parameter may not be left out any more' }
      : { kind: 'parameter-optional', effect: 'said', what: 'a parameter may be left out' },
  ),
  deprecated: always({
    kind: 'parameter-deprecation',
    effect: 'said',
    what: 'whether a parameter will go is said anew',
  }),
  schema,
  style: form,
  explode: form,
  allowReserved: form,
  example: text('examples-changed', 'the example of a parameter'),
  examples: text('examples-changed', 'an example of a parameter'),
});

/** Names of headers are the same in any case. */
const nameOf = ({ in: where, name }: JsonObject): string =>
  where === 'header' ? `header ${String(name).toLowerCase()}` : `${String(where)} ${String(name)}`;

const compared = named(nameOf, parameter, {
  added: (member, place) => {
    const [what, obliges] = [`the parameter ${place.path.at(-1) ?? ''} is new`, objectOf(member).required === true];
    return obliges
      ? [
          changeAt(place, {
            kind: 'required-parameter-added',
            effect: 'tightened',
            what: `${what} and may not be left out`,
          }),
        ]
      : [changeAt(place, { kind: 'parameter-added', effect: 'said', what })];
  },
  removed: (_member, place) => [
    changeAt(place, {
      kind: 'parameter-removed',
      effect: 'withdrawn',
      what: `the parameter ${place.path.at(-1) ?? ''} is gone`,
    }),
  ],
  at: (name, _member, place) => ({ ...place, field: name.split(' ')[1] ?? name }),
});

/** What is sent beside a body. Where a port only gives, those who ask are its readers. */
export const parameters: Comparer = (before, after, place, context) => {
  const [was, is] = [
    listOf(before).map((member) => follow(member, place, context.before)),
    listOf(after).map((member) => follow(member, place, context.after)),
  ];
  return compared(was, is, { ...place, direction: 'input' }, context).map((change) => asked(change, place));
};

const asked = (change: Change, place: Place): Change =>
  place.direction === 'output' && change.hurts === 'writers'
    ? { ...change, hurts: 'readers', because: change.because.replace('writers', 'readers who ask') }
    : change;
