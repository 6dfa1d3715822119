import { fieldOrder, notesOf } from './field-notes.js';
import { jsonSchemaOf, nestedShape, type JsonSchema } from './json-schema.js';
import type { Shape, ValueOf } from './shape.js';

/** Documents of a shape as they might be, made of the examples of its fields: synthetic, and the same each time. */
export function samplesOf<S extends Shape>(shape: S, count = 3): readonly ValueOf<S>[] {
  return Array.from({ length: count }, (_, index) => sampleOf(shape, index));
}

/** The `index`-th synthetic document of a shape; a field has its examples in turn, else its permitted values. */
function sampleOf<S extends Shape>(shape: S, index: number): ValueOf<S> {
  const notes = notesOf(shape);
  const { properties = {} } = jsonSchemaOf(shape);
  const entries = fieldOrder(shape).map((field) => {
    const nested = nestedShape(shape, field);
    if (nested !== undefined) return [field, sampleOf(nested, index)] as const;
    const values = notes.get(field)?.examples ?? permitted(properties[field] ?? {});
    if (values.length === 0)
      throw new TypeError(`${shape.name}.${field} has no example; add @Example(...) with synthetic values`);
    return [field, values[index % values.length]] as const;
  });
  return Object.fromEntries(entries) as ValueOf<S>;
}

/** Values that the schema itself names: an enumeration, or the two of a boolean. */
function permitted({ enum: values, const: only, type }: JsonSchema): readonly unknown[] {
  if (Array.isArray(values)) return values.filter((value) => value !== null);
  if (only !== undefined) return [only];
  return type === 'boolean' || (Array.isArray(type) && type.includes('boolean')) ? [true, false] : [];
}
