import {
  fieldOrder,
  jsonSchemaOf,
  nestedShape,
  notesOf,
  type DataProduct,
  type FieldNotes,
  type JsonSchema,
  type QualityRule,
  type Shape,
} from '@mesh/product';
import { customProperties, unlessEmpty } from '../custom-properties.js';
import { definitionsOf } from './definitions.js';
import { logicalTypeOf, logicalTypeOptionsOf, type LogicalType } from './logical-type.js';
import { enumerationRule, qualityOf } from './quality.js';

/** How the fields of a port are kept. */
export interface Keeping {
  readonly shape: Shape;
  readonly sensitivity: DataProduct['sensitivity'];
  readonly physicalTypes: Readonly<Record<LogicalType, string>>;
  /** The field that identifies a record. */
  readonly key?: string;
  readonly partitionedBy?: string;
  readonly quality: readonly QualityRule[];
  /** The event whose messages are the rows. */
  readonly from?: string;
}

const NONE: FieldNotes = { concepts: [], phi: false };

/** The fields of a shape, in order of declaration. */
export function propertiesOf(keeping: Keeping): readonly object[] {
  const { properties = {}, required = [] } = jsonSchemaOf(keeping.shape);
  const notes = notesOf(keeping.shape);
  return fieldOrder(keeping.shape).map((field) => {
    const schema = properties[field] ?? {};
    const noted = notes.get(field) ?? NONE;
    return {
      name: field,
      businessName: noted.term?.title,
      description: noted.meaning ?? noted.term?.definition,
      ...typeOf(schema, keeping),
      ...placeOf(field, required.includes(field), keeping),
      ...contentOf(field, schema, keeping),
      ...meaningOf(noted, keeping.sensitivity),
      quality: unlessEmpty(rulesOf(field, schema, keeping.quality).map(qualityOf)),
    };
  });
}

const meaningOf = (notes: FieldNotes, sensitivity: DataProduct['sensitivity']): object => ({
  classification: notes.phi ? 'phi' : sensitivity === 'phi' ? 'internal' : sensitivity,
  examples: unlessEmpty((notes.examples ?? []).filter((example) => example !== null && example !== undefined)),
  authoritativeDefinitions: unlessEmpty(definitionsOf(notes)),
  customProperties: unlessEmpty(
    customProperties({ unit: notes.unit, categories: notes.categories, term: notes.term?.id }),
  ),
});

const typeOf = (schema: JsonSchema, { physicalTypes }: Keeping): object => ({
  logicalType: logicalTypeOf(schema),
  logicalTypeOptions: logicalTypeOptionsOf(schema),
  physicalType: physicalTypes[logicalTypeOf(schema)],
});

const placeOf = (field: string, required: boolean, { key, partitionedBy, from }: Keeping): object => ({
  required,
  ...(field === key && { unique: true, primaryKey: true, primaryKeyPosition: 1 }),
  ...(field === partitionedBy && { partitioned: true, partitionKeyPosition: 1 }),
  transformSourceObjects: from === undefined ? undefined : [from],
});

/** What a field of fields holds; the notes of personal data hold inside it as well. */
function contentOf(field: string, schema: JsonSchema, keeping: Keeping): object {
  const nested = nestedShape(keeping.shape, field);
  const { sensitivity, physicalTypes } = keeping;
  if (nested !== undefined)
    return { properties: propertiesOf({ shape: nested, sensitivity, physicalTypes, quality: [] }) };
  const items = schema['items'] as JsonSchema | undefined;
  return items === undefined ? {} : { items: { name: 'item', ...typeOf(items, keeping) } };
}

/** The declared rules of a field, and its enumeration where no declared rule says the same. */
function rulesOf(field: string, schema: JsonSchema, declared: readonly QualityRule[]): readonly QualityRule[] {
  const own = declared.filter((rule) => rule.field === field);
  const implied = enumerationRule(field, schema);
  return implied === undefined || own.some(({ id }) => id === implied.id) ? own : [...own, implied];
}
