import type { DescribedField, DescribedTerm } from '@mesh/events';
import { fieldOrder, jsonSchemaOf, nestedShape, notesOf, type Port, type Shape } from '@mesh/product';

/** The fields of a shape with their notes; those of a field that holds a document follow it as `field.inner`. */
export function describeFields(shape: Shape, within = ''): readonly DescribedField[] {
  const { properties = {}, required = [] } = jsonSchemaOf(shape);
  const notes = notesOf(shape);
  return fieldOrder(shape).flatMap((name) => {
    const { meaning, unit, concepts = [], phi = false, term } = notes.get(name) ?? {};
    const nested = nestedShape(shape, name);
    return [
      {
        name: `${within}${name}`,
        type: typeOf(properties[name] ?? {}),
        phi,
        required: required.includes(name),
        ...(meaning && { description: meaning }),
        ...(unit && { unit }),
        ...(concepts.length > 0 && { codes: concepts }),
        ...(term && { term: term.id }),
      },
      ...(nested === undefined ? [] : describeFields(nested, `${within}${name}.`)),
    ];
  });
}

/** The shapes that a port carries. */
export function shapesOf(port: Port): readonly Shape[] {
  if (port.kind === 'rest') return [port.body, port.returns];
  // What a stream port takes and gives is told by its input and the events.
  if (port.kind === 'stream') return [];
  return [port.kind === 'event' ? port.message : port.row];
}

/** The terms of the glossary that the fields of these shapes stand for, each once, by id. */
export function termsOf(shapes: readonly Shape[]): readonly DescribedTerm[] {
  const found = new Map<string, DescribedTerm>();
  for (const shape of shapes) {
    for (const { term } of notesOf(shape).values()) {
      if (term === undefined || found.has(term.id)) continue;
      const { id, title, definition, synonyms, concepts } = term;
      found.set(id, { id, title, definition, synonyms, codes: concepts });
    }
    for (const inner of termsOf(nestedShapes(shape))) if (!found.has(inner.id)) found.set(inner.id, inner);
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const nestedShapes = (shape: Shape): readonly Shape[] =>
  fieldOrder(shape).flatMap((field) => nestedShape(shape, field) ?? []);

function typeOf({ type, format }: Readonly<Record<string, unknown>>): string {
  const names = (Array.isArray(type) ? type : [type]).filter((name) => name !== 'null');
  return format === 'date-time' ? 'timestamp' : String(names[0] ?? 'string');
}
