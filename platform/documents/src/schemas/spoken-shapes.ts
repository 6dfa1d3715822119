import { acceptedInputs, fieldOrder, nestedShape, type DataProduct, type Port, type Shape } from '@mesh/product';
import { DocumentErrors } from '../documents.errors.js';

/** A shape that a product speaks, and where. */
export interface SpokenShape {
  readonly shape: Shape;
  readonly name: string;
  /** Says in a sentence each where the shape is spoken. */
  readonly description: string;
  /** Directly by a port, not only inside another shape. */
  readonly byPort: boolean;
}

/**
 * The shapes of all ports and accepted inputs, each once, in order of declaration, those they hold behind them. Throws
 * DOCUMENTS.NAMES_CLASH for two classes of the same name.
 */
export function spokenShapes(product: Pick<DataProduct, 'ports' | 'inputs'>): readonly SpokenShape[] {
  const said = new Map<Shape, { sentences: string[]; byPort: boolean }>();
  const note = (shape: Shape, sentence: string, byPort: boolean): void => {
    const known = said.get(shape);
    if (known === undefined) said.set(shape, { sentences: [sentence], byPort });
    else said.set(shape, { sentences: [...known.sentences, sentence], byPort: known.byPort || byPort });
    if (known === undefined) for (const inner of nestedShapes(shape)) note(inner, `Part of ${shape.name}.`, false);
  };
  for (const [name, port] of Object.entries(product.ports))
    for (const { shape, role } of rolesOf(port)) note(shape, `${role} ${name}: ${lowerFirst(port.summary)}.`, true);
  for (const [name, { message, summary }] of acceptedInputs(product))
    note(message, `What is written to ${name}: ${lowerFirst(summary)}.`, true);
  const spoken = [...said].map(([shape, { sentences, byPort }]) => ({
    shape,
    name: shape.name,
    description: [...new Set(sentences)].join(' '),
    byPort,
  }));
  const clash = spoken.find(({ name }, at) => spoken.findIndex((other) => other.name === name) !== at);
  if (clash !== undefined) throw DocumentErrors.NAMES_CLASH({ name: clash.name });
  return spoken;
}

/** The shapes that the fields of a shape hold. */
export const nestedShapes = (shape: Shape): readonly Shape[] =>
  fieldOrder(shape).flatMap((field) => nestedShape(shape, field) ?? []);

function rolesOf(port: Port): readonly { readonly shape: Shape; readonly role: string }[] {
  switch (port.kind) {
    case 'rest':
      return [
        { shape: port.body, role: 'What is sent to' },
        { shape: port.returns, role: 'What is answered by' },
      ];
    case 'event':
      return [{ shape: port.message, role: 'What is published on' }];
    case 'dataset':
      return [{ shape: port.row, role: 'A row of' }];
    case 'stream':
      // Spoken by the input and the events.
      return [];
  }
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
