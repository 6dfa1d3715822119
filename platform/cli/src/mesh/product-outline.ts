import type { ProductDescription } from '@mesh/events';
import { outlineOf, type Branch } from '../terminal/tree.js';

type Port = ProductDescription['ports'][number] & { readonly url?: string };

/** A product as the catalog describes it. */
export type DescribedProduct = Omit<ProductDescription, 'ports'> & {
  readonly ports: readonly Port[];
  readonly status?: string;
};

/** What a person needs to judge and use a product; the fields of its ports only when asked for. */
export function productOutline(product: DescribedProduct, withFields: boolean): Branch {
  const {
    id,
    title,
    version,
    status = 'unknown',
    owner,
    purpose,
    sensitivity,
    promises = {},
    grants = [],
    models = [],
  } = product;
  return {
    label: `${id}: ${title ?? ''} ${version} (${status})`,
    branches: [
      { label: `purpose: ${purpose}` },
      { label: `owner: ${owner.team} <${owner.contact}>` },
      { label: `sensitivity: ${sensitivity}` },
      outlineOf('promises', promises),
      { label: 'models', branches: models.map(({ name, features }) => ({ label: `${name}: ${features.join(', ')}` })) },
      { label: 'takes', branches: (product.accepts ?? []).map((input) => portOutline(input, withFields)) },
      { label: 'ports', branches: product.ports.map((port) => portOutline(port, withFields)) },
      {
        label: 'granted to',
        branches: grants.map(({ role, ports, purposes }) => ({
          label: `${role}: ${ports.join(', ')} for ${purposes.join(', ')}`,
        })),
      },
    ].filter(({ label, branches }) => label.includes(':') || (branches?.length ?? 0) > 0),
  };
}

type Outlined = Pick<Port, 'name' | 'method' | 'url' | 'path' | 'topic' | 'summary' | 'fields'>;

function portOutline({ name, method, url, path, topic, summary, fields }: Outlined, withFields: boolean): Branch {
  const address = [method, url ?? path ?? topic].filter((part) => part !== undefined).join(' ');
  const described = fields.map((field) => ({
    label: [
      field.name,
      field.type,
      field.unit && `[${field.unit}]`,
      field.phi && '(personal)',
      field.description && `— ${field.description}`,
    ]
      .filter(Boolean)
      .join(' '),
  }));
  return { label: `${name}: ${address} — ${summary}`, branches: withFields ? described : [] };
}
