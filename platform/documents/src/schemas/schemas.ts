import { namesOf, type DataProduct, type JsonSchema, type Shape } from '@mesh/product';
import { jsonDocument, type PublishedDocument } from '../published-document.js';
import { examplesOf } from '../samples/examples-of.js';
import { inKeywordOrder } from './keyword-order.js';
import { shapeSchema } from './shape-schema.js';
import { nestedShapes, spokenShapes, type SpokenShape } from './spoken-shapes.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** One JSON Schema (2020-12) for each shape that a port speaks, complete in itself. */
export function schemasOf(product: DataProduct): readonly PublishedDocument[] {
  const spoken = spokenShapes(product);
  return spoken
    .filter(({ byPort }) => byPort)
    .map((one) =>
      jsonDocument(`schemas/${one.name}.schema.json`, 'application/schema+json', schemaDocument(product, one, spoken)),
    );
}

/** The permanent name of a schema; a shape that changes so that it breaks others gets a new major with its product. */
export function schemaUrn(product: DataProduct, name: string): string {
  const { urn, major } = namesOf(product);
  return `${urn}:schema:${name}:v${major}`;
}

const refTo = (nested: Shape): string => `#/$defs/${nested.name}`;

function schemaDocument(product: DataProduct, one: SpokenShape, spoken: readonly SpokenShape[]): JsonSchema {
  const held = within(one.shape);
  const defs = spoken
    .filter(({ shape }) => held.has(shape))
    .map(({ shape, name, description }) => [name, shapeSchema(shape, refTo, description)] as const);
  const examples = examplesOf(one.shape);
  return inKeywordOrder({
    $schema: DIALECT,
    $id: schemaUrn(product, one.name),
    ...shapeSchema(one.shape, refTo, one.description),
    ...(examples.length > 0 && { examples }),
    ...(defs.length > 0 && { $defs: Object.fromEntries(defs) }),
  });
}

/** Every shape that a shape holds, at any depth. */
function within(shape: Shape): ReadonlySet<Shape> {
  return new Set(nestedShapes(shape).flatMap((inner) => [inner, ...within(inner)]));
}
