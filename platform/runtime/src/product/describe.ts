import type { DescribedField, DescribedPort, ProductDescription } from '@mesh/events';
import { fieldOrder, jsonSchemaOf, notesOf, type Port, type Shape } from '@mesh/product';
import type { ServedProduct } from './served-product.js';

/** A declaration in plain JSON: what the catalog shows and a search finds. */
export function describeProduct({ declared, names }: ServedProduct): ProductDescription {
  return {
    id: declared.id,
    urn: names.urn,
    domain: names.domain,
    name: names.product,
    title: declared.title,
    version: declared.version,
    owner: declared.owner,
    purpose: declared.purpose,
    description: `${declared.title}: ${declared.purpose}`,
    sensitivity: declared.sensitivity,
    tags: declared.tags ?? [],
    ports: Object.entries(declared.ports).map(([name, port]) => describePort(name, port, names)),
    models: Object.values(declared.models ?? {}).map(({ name, features, card }) => ({
      name,
      features: fieldOrder(features),
      card,
    })),
    inputs: Object.entries(declared.inputs ?? {}).map(([name, input]) => ({
      name,
      from: `${input.product.id}:${input.port.name}`,
    })),
    promises: { ...declared.promises },
    grants: declared.grants.map(({ role, ports, purposes }) => ({ role, ports, purposes })),
  };
}

function describePort(name: string, port: Port, names: ServedProduct['names']): DescribedPort {
  const place = { name, urn: names.port(name), kind: port.kind, summary: port.summary };
  switch (port.kind) {
    case 'rest':
      return {
        ...place,
        method: port.method,
        path: `${names.basePath}${port.path}`,
        fields: describeFields(port.body),
      };
    case 'event':
      return { ...place, topic: names.topic(port.name), fields: describeFields(port.message) };
    case 'dataset':
      return { ...place, method: 'GET', path: `${names.basePath}/${port.name}`, fields: describeFields(port.row) };
  }
}

function describeFields(shape: Shape): readonly DescribedField[] {
  const { properties = {} } = jsonSchemaOf(shape);
  const notes = notesOf(shape);
  return fieldOrder(shape).map((name) => {
    const { meaning, unit, concepts = [], phi = false } = notes.get(name) ?? {};
    return {
      name,
      type: typeOf(properties[name] ?? {}),
      phi,
      ...(meaning && { description: meaning }),
      ...(unit && { unit }),
      ...(concepts.length > 0 && { codes: concepts }),
    };
  });
}

function typeOf({ type, format }: Readonly<Record<string, unknown>>): string {
  const names = (Array.isArray(type) ? type : [type]).filter((name) => name !== 'null');
  return format === 'date-time' ? 'timestamp' : String(names[0] ?? 'string');
}
