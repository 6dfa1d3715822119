import { streamPorts, takenBy, type DataProduct, type EventPort } from '@mesh/product';

/** Reads whom a document is about. */
export type EntityOf = (document: object) => string | undefined;

/**
 * Whom the scores of a model are about, by the keys that the product declares: that of the messages of the stream port
 * that the model scores, else that of the product's first event. A document without this field is about nobody.
 */
export function entityOf(declared: DataProduct, modelKey: string): EntityOf {
  const field = keyOf(declared, modelKey);
  if (field === undefined) return () => undefined;
  return (document) => {
    const value = (document as Readonly<Record<string, unknown>>)[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
}

function keyOf(declared: DataProduct, modelKey: string): string | undefined {
  const stream = streamPorts(declared).find(([, port]) => port.model === modelKey);
  if (stream !== undefined) return takenBy(declared, stream[1]).port.key;
  return Object.values(declared.ports).find((port): port is EventPort => port.kind === 'event')?.key;
}
