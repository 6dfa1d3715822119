import { acceptedInputs, givenByStream, takenBy, type DataProduct, type Port } from '@mesh/product';
import { examplesOf } from './examples-of.js';

/** What the documents of one port may look like. */
export interface PortSamples {
  readonly name: string;
  /** Messages that others write are events as well, of the other direction. */
  readonly kind: Exclude<Port['kind'], 'stream'>;
  /** Whether the product takes the samples or gives them. */
  readonly direction: 'input' | 'output';
  readonly samples: readonly object[];
  /** What a port that takes documents may answer to each. */
  readonly answers?: readonly object[];
}

/** Samples of every port of a product. None is of a person: they are made of the examples in the declaration. */
export interface ProductSamples {
  readonly product: string;
  readonly version: string;
  readonly synthetic: true;
  readonly ports: readonly PortSamples[];
}

/** The samples of a product, the same each time. */
export function productSamples(product: DataProduct): ProductSamples {
  return {
    product: product.id,
    version: product.version,
    synthetic: true,
    ports: [
      ...Object.entries(product.ports).map(([name, port]) => portSamples(product, name, port)),
      ...acceptedInputs(product).map(([name, { message }]) => ({
        name,
        kind: 'event' as const,
        direction: 'input' as const,
        samples: examplesOf(message),
      })),
    ],
  };
}

function portSamples(product: DataProduct, name: string, port: Port): PortSamples {
  switch (port.kind) {
    case 'rest':
      return {
        name,
        kind: port.kind,
        direction: 'input',
        samples: examplesOf(port.body),
        answers: examplesOf(port.returns),
      };
    case 'event':
      return { name, kind: port.kind, direction: 'output', samples: examplesOf(port.message) };
    case 'dataset':
      return { name, kind: port.kind, direction: 'output', samples: examplesOf(port.row) };
    case 'stream':
      return {
        name,
        kind: 'event',
        direction: 'input',
        samples: examplesOf(takenBy(product, port).port.message),
        answers: givenByStream(product, port)
          .slice(0, 1)
          .flatMap(({ message }) => examplesOf(message)),
      };
  }
}
