import fc from 'fast-check';
import { isObject, listOf, objectOf, type JsonObject } from '../json.js';

type Schema = Record<string, unknown>;

const FIELDS = ['a', 'b', 'c'] as const;
const optional = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 2 });
const small = fc.integer({ min: -3, max: 6 });
const present = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));

const listed = fc.uniqueArray(fc.constantFrom<unknown>(0, 1, 2, 1.5, 'x', 'xyz', '', true, null), {
  minLength: 1,
  maxLength: 4,
});

const scalar: fc.Arbitrary<Schema> = fc.oneof(
  fc
    .record({
      type: fc.constantFrom<unknown>(
        'number',
        'integer',
        ['number', 'null'],
        ['integer', 'null'],
        ['integer', 'string'],
      ),
      minimum: optional(small),
      exclusiveMinimum: optional(small),
      maximum: optional(small),
      exclusiveMaximum: optional(small),
      multipleOf: optional(fc.constantFrom(1, 2, 3, 0.5)),
      enum: fc.option(listed, { nil: undefined, freq: 6 }),
    })
    .map(present),
  fc
    .record({
      type: fc.constantFrom<unknown>('string', ['string', 'null']),
      minLength: optional(fc.nat(4)),
      maxLength: optional(fc.nat(4)),
      pattern: optional(fc.constantFrom('^x', 'y', '^[a-z]*$')),
      format: fc.option(fc.constantFrom('date-time', 'date'), { nil: undefined, freq: 5 }),
      enum: fc.option(listed, { nil: undefined, freq: 6 }),
    })
    .map(present),
  listed.map((values) => ({ enum: values })),
  fc.constantFrom<unknown>(0, 'x', null, true).map((only) => ({ const: only })),
  fc.constantFrom<Schema>({}, { type: 'boolean' }, { type: 'null' }, { type: ['string', 'null'] }),
);

/** Schemas in the words that declarations come out in, and some that they do not: few values, so that edges are met. */
export const schemas: fc.Arbitrary<Schema> = fc.letrec<{ any: Schema; object: Schema; array: Schema; maybe: Schema }>(
  (tie) => ({
    any: fc.oneof({ depthSize: 'small', maxDepth: 3 }, scalar, tie('object'), tie('array'), tie('maybe')),
    object: fc
      .record({
        type: fc.constantFrom<unknown>('object', ['object', 'null']),
        properties: fc.dictionary(fc.constantFrom(...FIELDS), tie('any'), { maxKeys: 3, noNullPrototype: true }),
        required: fc.subarray([...FIELDS]),
        additionalProperties: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom<unknown>(false, true, undefined) },
          { weight: 1, arbitrary: scalar },
        ),
        minProperties: fc.option(fc.nat(2), { nil: undefined, freq: 6 }),
        maxProperties: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 6 }),
      })
      .map(present),
    array: fc
      .record({
        type: fc.constant('array'),
        items: optional(tie('any')),
        minItems: optional(fc.nat(2)),
        maxItems: optional(fc.nat(3)),
        uniqueItems: optional(fc.boolean()),
      })
      .map(present),
    maybe: fc.oneof(
      tie('any').map((inner) => ({ anyOf: [inner, { type: 'null' }] })),
      tie('any').map((inner) => ({ oneOf: [{ type: 'null' }, inner] })),
      tie('any').map((inner) => ({ allOf: [inner] })),
      fc.tuple(tie('any'), tie('any')).map(([one, other]) => ({ allOf: [one, other] })),
      fc.tuple(tie('object'), tie('object')).map(([one, other]) => ({ ...one, allOf: [other] })),
      fc.tuple(tie('any'), tie('any')).map(([one, other]) => ({ anyOf: [one, other] })),
      tie('any').map((inner) => ({ not: inner })),
    ),
  }),
).any;

const CHANGEABLE = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'enum',
  'required',
  'items',
  'type',
  'minItems',
  'maxItems',
  'uniqueItems',
  'additionalProperties',
  'format',
  'multipleOf',
];

/** A schema and the same one edited in one place: a keyword taken away, or taken over from another schema. */
export const edited: fc.Arbitrary<readonly [Schema, Schema]> = fc
  .tuple(schemas, schemas, fc.constantFrom(...CHANGEABLE, ...FIELDS), fc.nat(3))
  .map(([before, donor, keyword, depth]) => [before, editOnce(before, { donor, keyword, depth })]);

function editOnce(schema: Schema, edit: { donor: Schema; keyword: string; depth: number }): Schema {
  const { donor, keyword, depth } = edit;
  const properties = objectOf(schema.properties);
  const [name] = Object.keys(properties);
  if (depth > 0 && name !== undefined) {
    return {
      ...schema,
      properties: { ...properties, [name]: editOnce(objectOf(properties[name]), { ...edit, depth: depth - 1 }) },
    };
  }
  if (depth > 0 && isObject(schema.items))
    return { ...schema, items: editOnce(schema.items, { ...edit, depth: depth - 1 }) };
  if ((FIELDS as readonly string[]).includes(keyword)) {
    const { [keyword]: _, ...others } = properties;
    return { ...schema, properties: keyword in properties ? others : { ...properties, [keyword]: donor } };
  }
  const { [keyword]: _, ...rest } = schema;
  return keyword in donor ? { ...rest, [keyword]: donor[keyword] } : rest;
}

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    1,
    2,
    3,
    -1,
    1.5,
    0.5,
    '',
    'x',
    'xy',
    'xyz',
    'abcd',
    '2026-01-31',
    '2026-01-31T12:00:00Z',
    [],
    {},
  ),
  small,
  fc.dictionary(fc.constantFrom(...FIELDS, 'd'), fc.constantFrom<unknown>(0, 1, 'x', null), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  fc.array(fc.constantFrom<unknown>(0, 1, 'x', null), { maxLength: 3 }),
);

/** Values that a schema might accept, on both sides of its edges. */
export function valuesOf(schema: unknown): fc.Arbitrary<unknown> {
  if (!isObject(schema)) return anything;
  const inner = [...listOf(schema.anyOf), ...listOf(schema.oneOf), ...listOf(schema.allOf)].find(
    (option) => isObject(option) && option.type !== 'null',
  );
  if (inner !== undefined) return fc.oneof(valuesOf(inner), anything);
  const values = [...listOf(schema.enum), ...('const' in schema ? [schema.const] : [])];
  if (values.length > 0) return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, anything);
  if (isObject(schema.properties)) return fc.oneof({ weight: 6, arbitrary: objectsOf(schema) }, anything);
  if (schema.type === 'array')
    return fc.oneof({ weight: 6, arbitrary: fc.array(valuesOf(schema.items), { maxLength: 3 }) }, anything);
  const edges = [schema.minimum, schema.maximum, schema.exclusiveMinimum, schema.exclusiveMaximum]
    .filter((edge): edge is number => typeof edge === 'number')
    .flatMap((edge) => [edge - 1, edge - 0.5, edge, edge + 0.5, edge + 1]);
  return edges.length === 0 ? anything : fc.oneof(fc.constantFrom(...edges), anything);
}

function objectsOf(schema: JsonObject): fc.Arbitrary<unknown> {
  const required = listOf(schema.required).map(String);
  const others =
    schema.additionalProperties === false
      ? fc.constant({})
      : fc.dictionary(fc.constantFrom(...FIELDS, 'd'), valuesOf(schema.additionalProperties), {
          maxKeys: 2,
          noNullPrototype: true,
        });
  const named = Object.fromEntries(
    Object.entries(objectOf(schema.properties)).map(([name, field]) => [name, valuesOf(field)]),
  );
  const bare = Object.fromEntries(
    required.filter((name) => !Object.hasOwn(named, name)).map((name) => [name, anything]),
  );
  const all = { ...named, ...bare };
  return fc
    .tuple(
      others,
      fc.record(all, { requiredKeys: required.filter((name) => Object.hasOwn(all, name)), noNullPrototype: true }),
    )
    .map(([extra, fields]) => ({ ...extra, ...fields }));
}
