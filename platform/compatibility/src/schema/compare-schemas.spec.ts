import { compareSchemas } from './compare-schemas.js';

type Row = readonly [what: string, before: unknown, after: unknown, expected: Readonly<Record<string, string>>];

const object = (properties: object, more: object = {}): object => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
});
const number = { type: 'number' };
const text = { type: 'string' };

const TABLE: readonly Row[] = [
  [
    'an end of a range that is itself outside now',
    { ...number, minimum: 1 },
    { ...number, exclusiveMinimum: 1 },
    { 'lower-limit-tightened': 'tightened' },
  ],
  ['the tighter of two ends counts', { ...number, maximum: 5, exclusiveMaximum: 9 }, { ...number, maximum: 5 }, {}],
  [
    'a step that is a multiple',
    { ...number, multipleOf: 2 },
    { ...number, multipleOf: 4 },
    { 'step-tightened': 'tightened' },
  ],
  [
    'a step that is no multiple',
    { ...number, multipleOf: 2 },
    { ...number, multipleOf: 3 },
    { 'step-changed': 'incomparable' },
  ],
  [
    'a step of fractions, which is not decided',
    { ...number, multipleOf: 0.2 },
    { ...number, multipleOf: 0.1 },
    { 'step-changed': 'incomparable' },
  ],
  ['another pattern', { ...text, pattern: '^a' }, { ...text, pattern: '^b' }, { 'pattern-changed': 'incomparable' }],
  ['at least no characters', text, { ...text, minLength: 0 }, {}],
  ['a single value instead of a list of one', { enum: ['a'] }, { const: 'a' }, {}],
  ['a type said of listed values', { enum: [0, 1] }, { type: 'integer', enum: [0, 1] }, {}],
  [
    'listed values that become their range',
    { enum: [1, 2] },
    { type: 'integer', minimum: 1 },
    { 'values-opened': 'loosened' },
  ],
  [
    'a range that becomes listed values within it',
    { type: 'integer', minimum: 1 },
    { enum: [1, 2] },
    { 'values-listed': 'tightened' },
  ],
  ['null among the listed values', { enum: ['a'] }, { enum: ['a', null] }, { 'null-allowed': 'loosened' }],
  ['or-null written in another way', { type: ['string', 'null'] }, { anyOf: [text, { type: 'null' }] }, {}],
  ['one schema within allOf', { allOf: [number], description: 'x' }, { ...number, description: 'x' }, {}],
  ['rules beside rules in allOf', { allOf: [number, { minimum: 1 }] }, { ...number, minimum: 1 }, {}],
  [
    'a list that gets a rule for its items',
    { type: 'array' },
    { type: 'array', items: text },
    { 'type-narrowed': 'tightened', 'null-refused': 'tightened' },
  ],
  [
    'items with another unit',
    { type: 'array', items: { ...number, 'x-unit': 'g' } },
    { type: 'array', items: { ...number, 'x-unit': 'kg' } },
    { 'unit-changed': 'incomparable' },
  ],
  [
    'items that may repeat',
    { type: 'array', uniqueItems: true },
    { type: 'array' },
    { 'unique-items-loosened': 'loosened' },
  ],
  [
    'fewer items',
    { type: 'array', maxItems: 9 },
    { type: 'array', maxItems: 5 },
    { 'greatest-items-tightened': 'tightened' },
  ],
  ['fields without a name', object({}), object({}, { additionalProperties: true }), { 'fields-opened': 'said' }],
  [
    'no fields without a name any more',
    object({}, { additionalProperties: true }),
    object({}),
    { 'fields-closed': 'tightened' },
  ],
  [
    'a rule for fields without a name',
    object({}, { additionalProperties: text }),
    object({}, { additionalProperties: number }),
    { 'type-changed': 'incomparable' },
  ],
  [
    'an alternative that allows less',
    { anyOf: [{ ...number, maximum: 9 }, text] },
    { anyOf: [{ ...number, maximum: 5 }, text] },
    { 'upper-limit-tightened': 'tightened' },
  ],
  ['an alternative more', { anyOf: [text] }, { anyOf: [text, number] }, { 'schema-undecided': 'undecided' }],
  [
    'a field that could be anything gets a rule',
    object({}, { additionalProperties: true }),
    object({ a: text }, { additionalProperties: true }),
    { 'field-added': 'said', 'open-field-ruled': 'tightened' },
  ],
  [
    'a field that is still let pass',
    object({ a: text }, { additionalProperties: true }),
    object({}, { additionalProperties: true }),
    { 'field-removed': 'loosened' },
  ],
  ['a field with a name of the language', object({}), object({ constructor: text }), { 'field-added': 'said' }],
  ['another default', { ...number, default: 1 }, { ...number, default: 2 }, { 'default-changed': 'incomparable' }],
  [
    'another term of the glossary',
    { ...number, 'x-term': 'pulse' },
    { ...number, 'x-term': 'pressure' },
    { 'term-changed': 'incomparable' },
  ],
  ['a keyword that is not read', text, { ...text, propertyNames: {} }, { 'schema-undecided': 'undecided' }],
  ['a note that is not read', text, { ...text, 'x-new': 1 }, { 'schema-undecided': 'undecided' }],
  ['the same alternatives', { anyOf: [text, number] }, { anyOf: [text, number] }, {}],
  [
    'another alternative',
    { anyOf: [text, number] },
    { anyOf: [text, { type: 'boolean' }] },
    { 'type-changed': 'incomparable' },
  ],
  [
    'fields beside a rule for names',
    { patternProperties: { '^x': text } },
    { patternProperties: { '^x': text }, properties: { x: number } },
    { 'schema-undecided': 'undecided' },
  ],
  ['a schema that nothing keeps', text, false, { 'schema-undecided': 'undecided' }],
];

describe('given two schemas', () => {
  it.each(TABLE)('judges %s', (_what, before, after, expected) => {
    expect(Object.fromEntries(compareSchemas(before, after).map(({ kind, effect }) => [kind, effect]))).toEqual(
      expected,
    );
  });
});

describe('given schemas that refer to others', () => {
  const lookup = (named: Readonly<Record<string, unknown>>) => (reference: string) => named[reference];
  const kinds = (
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
    schema: unknown = { $ref: '#a' },
  ): readonly string[] =>
    compareSchemas(schema, schema, { before: lookup(before), after: lookup(after) }).map(({ kind }) => kind);

  it('follows them on either side', () => {
    expect(kinds({ '#a': text }, { '#a': { ...text, maxLength: 5 } })).toEqual(['greatest-length-tightened']);
  });

  it('reads rules beside a reference', () => {
    const before = { '#a': { type: 'object', properties: { code: text } } };
    const narrowed = (values: readonly string[]): object => ({ $ref: '#a', properties: { code: { enum: values } } });
    const edits = compareSchemas(narrowed(['A']), narrowed(['A', 'B']), {
      before: lookup(before),
      after: lookup(before),
    });
    expect(edits.map(({ kind, field }) => [kind, field])).toEqual([['value-added', ['code']]]);
  });

  it('ends with a schema that holds itself', () => {
    const tree = (leaf: object): object => ({
      type: 'object',
      properties: { leaf, left: { $ref: '#a' }, right: { $ref: '#a', description: 'x' } },
    });
    expect(kinds({ '#a': tree(text) }, { '#a': tree(number) })).toEqual(['type-changed']);
  });

  it('does not decide what refers to something that is not there, or only to itself', () => {
    expect(kinds({}, { '#a': text })).toEqual(['schema-undecided']);
    expect(kinds({ '#a': { $ref: '#a' } }, { '#a': text })).toEqual(['schema-undecided']);
  });

  it('sees a difference behind equal alternatives', () => {
    const either = { anyOf: [{ $ref: '#a' }, number] };
    expect(kinds({ '#a': text }, { '#a': { type: 'boolean' } }, either)).toEqual(['type-changed']);
    expect(kinds({ '#a': text }, { '#a': text }, either)).toEqual([]);
  });
});
