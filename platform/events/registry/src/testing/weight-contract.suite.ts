import { IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { publishedDocuments } from '@mesh/documents';
import type { Announcement } from '@mesh/events';
import { dataProduct, event, Example, IsInstant, namesOf, Phi, Unit, type DataProduct } from '@mesh/product';

/** A weight as it was published first. */
export class Weighed {
  @Example('w-1', 'w-2')
  @IsString()
  weightId!: string;

  @Phi()
  @Example('synthetic-1')
  @IsString()
  @MaxLength(64)
  person!: string;

  @Unit('kg')
  @Example(71.5, 64)
  @IsNumber()
  @Min(0)
  @Max(500)
  weightKg!: number;

  @Example('2026-03-01T08:00:00Z')
  @IsInstant()
  takenAt!: string;
}

/** With a field more, as a later minor release may have it. */
export class WeighedWithScale extends Weighed {
  @IsOptional()
  @IsString()
  scale?: string | null;
}

type Message = typeof Weighed | typeof WeighedWithScale;

/** The contract of a product with one topic, in a release. */
export const weightContract = (version: `${number}.${number}.${number}`, message: Message = Weighed): DataProduct =>
  dataProduct('cardiology.weight', {
    version,
    title: 'Weight',
    owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
    purpose: 'Follow the weight of a person.',
    sensitivity: 'phi',
    ports: {
      weighed: event('weighed', {
        summary: 'Somebody was weighed',
        message,
        id: 'weightId',
        key: 'person',
        at: 'takenAt',
      }),
    },
    grants: [{ role: 'clinic', ports: ['weighed'], purposes: ['TREAT'] }],
    promises: { availability: 0.99, freshness: '1d', retention: '1y' },
  }) as DataProduct;

/** What a service says of a product when it starts. */
export function announcementOf(product: DataProduct): Announcement {
  const { domain, product: name, urn } = namesOf(product);
  return {
    state: 'started',
    instance: 'one',
    at: '2026-03-01T08:00:00Z',
    address: 'http://127.0.0.1:4001',
    product: {
      ...{ id: product.id, urn, domain, name, title: product.title, version: product.version },
      ...{ owner: product.owner, purpose: product.purpose, description: product.title },
      ...{ sensitivity: product.sensitivity, tags: [], ports: [], models: [], inputs: [], promises: {}, grants: [] },
    },
    documents: publishedDocuments(product).map(({ name: document, text }) => ({ name: document, text })),
  };
}
