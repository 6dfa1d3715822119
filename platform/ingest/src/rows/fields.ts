import { fieldOrder, jsonSchemaOf, nestedShape, type JsonSchema, type Shape } from '@mesh/product';

/** A field that a column may hold, at any depth. */
export interface FlatField {
  /** `pulse`, or `place.ward` within a field that holds a document. */
  readonly name: string;
  readonly path: readonly string[];
  readonly schema: JsonSchema;
  /** Whether each row must have it, so that a file without it has no good row. */
  readonly required: boolean;
}

/** The fields of a shape in order, those that a document holds in the place of the document. */
export function flatFields(shape: Shape, within: readonly string[] = [], isRequired = true): readonly FlatField[] {
  const { properties = {}, required = [] } = jsonSchemaOf(shape);
  return fieldOrder(shape).flatMap((name) => {
    const path = [...within, name];
    const needed = isRequired && required.includes(name);
    const nested = nestedShape(shape, name);
    if (nested !== undefined) return flatFields(nested, path, needed);
    return [{ name: path.join('.'), path, schema: properties[name] ?? {}, required: needed }];
  });
}

/** A name as names are compared: without regard to case, spaces, dashes and underscores. */
export const comparable = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '');
