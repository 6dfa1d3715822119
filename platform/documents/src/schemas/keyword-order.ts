const ORDER = [
  '$schema',
  '$id',
  '$ref',
  'title',
  'description',
  'deprecated',
  'type',
  'const',
  'enum',
  'format',
  'contentMediaType',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'allOf',
  'anyOf',
  'oneOf',
  'properties',
  'required',
  'additionalProperties',
  'examples',
  '$defs',
];

const place = (keyword: string): number => {
  const at = ORDER.indexOf(keyword);
  return at < 0 ? ORDER.length : at;
};

/** A schema with its keywords in the order of the house, those of others behind by name: the same rules give the same bytes. */
export function inKeywordOrder<Schema extends object>(schema: Schema): Schema {
  const entries = Object.entries(schema).filter(([, value]) => value !== undefined);
  entries.sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries) as Schema;
}
