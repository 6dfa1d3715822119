import { namesOf, type DataProduct } from '@mesh/product';
import { catalogAddress, controlPlaneAddress, serviceAddress } from '../addresses.js';

interface Door {
  readonly name: string;
  readonly content: 'discoverability' | 'observability' | 'control' | 'dictionary';
  readonly url: string | undefined;
  readonly description: string;
}

/** The doors by which a product is found, watched and steered; the runtime and the control plane open them for every product. */
export function managementPortsOf(product: DataProduct): readonly object[] {
  const { basePath } = namesOf(product);
  const doors: readonly Door[] = [
    {
      name: 'catalog',
      content: 'discoverability',
      url: catalogAddress(product),
      description: 'The product in the catalog: ports, documents, measures, consumers.',
    },
    {
      name: 'description',
      content: 'discoverability',
      url: serviceAddress(product, `/.well-known/data-products/${product.id}`),
      description: 'The product as its service describes it.',
    },
    {
      name: 'samples',
      content: 'discoverability',
      url: serviceAddress(product, `${basePath}/samples`),
      description: 'A few synthetic records of every port.',
    },
    {
      name: 'metrics',
      content: 'observability',
      url: serviceAddress(product, '/metrics'),
      description: 'Calls, latencies and events of the service, for Prometheus.',
    },
    {
      name: 'readiness',
      content: 'observability',
      url: serviceAddress(product, '/health/ready'),
      description: 'Whether the service can do its work, and what it waits for.',
    },
    {
      name: 'measures',
      content: 'observability',
      url: `${catalogAddress(product)}/measures`,
      description: 'What was promised beside what was measured.',
    },
    {
      name: 'agreements',
      content: 'control',
      url: controlPlaneAddress('/access/agreements'),
      description: 'Ask for access to a port, grant it, refuse it, withdraw it.',
    },
    ...(Object.keys(product.models ?? {}).length === 0
      ? []
      : [
          {
            name: 'training',
            content: 'control' as const,
            url: controlPlaneAddress('/training/runs'),
            description: 'Start the training of a new version of a model, and follow it.',
          },
        ]),
    {
      name: 'glossary',
      content: 'dictionary',
      url: controlPlaneAddress('/catalog/glossary'),
      description: 'The terms that the fields refer to.',
    },
  ];
  return doors.filter(({ url }) => url !== undefined).map((door) => ({ ...door, type: 'rest' }));
}
