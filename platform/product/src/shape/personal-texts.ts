import { jsonSchemaOf, nestedShape } from './json-schema.js';
import { fieldOrder, notesOf } from './field-notes.js';
import type { Shape } from './shape.js';

/**
 * The fields of a shape that hold a personal text: those marked with `@Phi()`, but for numbers, nested documents and
 * instants. A number says nothing once nobody can tell whose it is, and when something was stands in the event's envelope.
 */
export function personalTexts(shape: Shape): readonly string[] {
  const notes = notesOf(shape);
  const { properties = {} } = jsonSchemaOf(shape);
  return fieldOrder(shape).filter((field) => {
    const { type, format } = properties[field] ?? {};
    const isText = type === 'string' || (Array.isArray(type) && type.includes('string'));
    return (
      notes.get(field)?.phi === true && isText && format !== 'date-time' && nestedShape(shape, field) === undefined
    );
  });
}
