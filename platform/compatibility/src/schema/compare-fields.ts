import { isObject, keysOf, listOf, objectOf, type JsonObject } from '../json.js';
import type { Effect } from '../effect.js';
import { below, editAt, spoken, type Edit, type Spot } from './edit.js';

/** Compares two schemas of the same thing. */
export type CompareSchemas = (before: unknown, after: unknown, spot: Spot) => readonly Edit[];

/** What became of the fields of an object, and of those that the schema does not name. */
export function compareFields(
  before: JsonObject,
  after: JsonObject,
  spot: Spot,
  compare: CompareSchemas,
): readonly Edit[] {
  const [was, is] = [objectOf(before.properties), objectOf(after.properties)];
  const named = keysOf(was, is).flatMap((name) => {
    const inside = below(spot, ['properties', name], name);
    if (!Object.hasOwn(was, name)) return addedField(before, after, { name, schema: is[name] }, inside, compare);
    if (!Object.hasOwn(is, name))
      return [removedField(after, inside), ...requirementEdits(before, after, name, inside).filter(binds)];
    return [...requirementEdits(before, after, name, inside), ...compare(was[name], is[name], inside)];
  });
  const bare = listOf(before.required)
    .concat(listOf(after.required))
    .map(String)
    .filter((name) => !Object.hasOwn(was, name) && !Object.hasOwn(is, name));
  const unnamed = [...new Set(bare)].flatMap((name) =>
    requirementEdits(before, after, name, below(spot, ['required'], name)),
  );
  return [...named, ...unnamed, ...otherFields(before, after, spot, compare)];
}

const requires = (schema: JsonObject, name: string): boolean => listOf(schema.required).includes(name);

function requirementEdits(before: JsonObject, after: JsonObject, name: string, spot: Spot): readonly Edit[] {
  const [was, is] = [requires(before, name), requires(after, name)];
  if (was === is) return [];
  const seen = { before: was ? 'required' : 'optional', after: is ? 'required' : 'optional' };
  return is
    ? [
        editAt(spot, {
          kind: 'field-required',
          effect: 'tightened',
          what: `${spoken(spot)} may not be left out any more`,
          ...seen,
        }),
      ]
    : [
        editAt(spot, {
          kind: 'field-optional',
          effect: 'loosened',
          what: `${spoken(spot)} may now be left out`,
          ...seen,
        }),
      ];
}

interface NamedField {
  readonly name: string;
  readonly schema: unknown;
}

/** Readers ignore fields that they do not know: this is a rule of the mesh, without which no output could ever grow. */
function addedField(
  before: JsonObject,
  after: JsonObject,
  { name, schema }: NamedField,
  spot: Spot,
  compare: CompareSchemas,
): readonly Edit[] {
  const obliges = requires(after, name) && !requires(before, name);
  const added = obliges
    ? editAt(spot, {
        kind: 'required-field-added',
        effect: 'tightened',
        what: `${spoken(spot)} is new and may not be left out`,
      })
    : editAt(spot, {
        kind: 'field-added',
        effect: 'said',
        what: `${spoken(spot)} is new, and readers ignore what they do not know`,
      });
  const freed = requires(before, name) ? requirementEdits(before, after, name, spot) : [];
  const { additionalProperties: others = true } = before;
  if (others === false) return [added, ...freed];
  const effect = effectOn(compare(others, schema, spot));
  const ruled = {
    kind: 'open-field-ruled',
    what: `${spoken(spot)} followed the rule for fields without a name and has one of its own`,
  };
  return [added, ...freed, ...(effect === undefined ? [] : [editAt(spot, { effect, ...ruled })])];
}

const binds = ({ effect }: Edit): boolean => effect === 'tightened';

/** What several edits do together; undefined when they hurt nobody. */
function effectOn(edits: readonly Edit[]): Effect | undefined {
  const effects = new Set(edits.map(({ effect }) => effect));
  const whole = effects.has('incomparable') || effects.has('undecided') || effects.has('withdrawn');
  const [tighter, looser] = [effects.has('tightened'), effects.has('loosened')];
  if (whole || (tighter && looser)) return 'incomparable';
  return tighter ? 'tightened' : looser ? 'loosened' : undefined;
}

function removedField(after: JsonObject, spot: Spot): Edit {
  // Where other fields are let pass, what is still sent is ignored.
  const ignored = after.additionalProperties === undefined || after.additionalProperties === true;
  return editAt(spot, {
    kind: 'field-removed',
    effect: ignored ? 'loosened' : 'withdrawn',
    what: `${spoken(spot)} is gone`,
  });
}

function otherFields(before: JsonObject, after: JsonObject, spot: Spot, compare: CompareSchemas): readonly Edit[] {
  const [was, is] = [before.additionalProperties ?? true, after.additionalProperties ?? true];
  const inside = below(spot, ['additionalProperties'], '*');
  if (was === false) {
    return is === false
      ? []
      : [
          editAt(inside, {
            kind: 'fields-opened',
            effect: 'said',
            what: `${spoken(spot)} may have fields without a name, and readers ignore what they do not know`,
          }),
        ];
  }
  if (is === false)
    return [
      editAt(inside, {
        kind: 'fields-closed',
        effect: 'tightened',
        what: `${spoken(spot)} has no fields but the named ones any more`,
      }),
    ];
  return isObject(was) || isObject(is) ? compare(was, is, inside) : [];
}
