import { namesOf, type DataProduct, type Shape, type TopicPort } from '@mesh/product';
import { deprecationOf } from '../deprecation.js';
import type { Components, Ref } from './components.js';
import { END_HEADERS, type HeaderName } from './headers.js';

/** What the operation of every port is made from. */
export interface OperationParts {
  readonly product: DataProduct;
  readonly name: string;
  readonly operationId: string;
  readonly components: Components;
  /** Refers to the schema of a shape. */
  readonly refTo: (shape: Shape) => Ref;
}

/** A port or an input, as far as its operation speaks of it. */
type Described = Pick<TopicPort, 'summary' | 'deprecated'> & { readonly kind: keyof typeof TAGS };

const TAGS = { rest: 'calls', accepted: 'inputs', event: 'events', dataset: 'datasets' } as const;

/** What is said of an operation whatever its port's kind. */
export function describeOperation({ product, name, operationId }: OperationParts, port: Described): object {
  const end = deprecationOf(product, port);
  const grants = product.grants.filter(({ ports }) => ports.includes(name));
  const description = [
    ...(end === undefined
      ? []
      : [`Deprecated since ${end.since}; may be gone from ${end.sunset} on. Use \`${end.replacement}\` instead.`]),
    ...(grants.length === 0
      ? ['No grant opens this port; an agreement may.']
      : [
          ['Open to:', ''].join('\n'),
          grants.map(({ role, purposes }) => `- role \`${role}\` for ${purposes.join(', ')}`).join('\n'),
        ]),
  ];
  return {
    operationId,
    tags: [TAGS[port.kind]],
    summary: port.summary,
    description: description.join('\n\n').replaceAll('\n\n\n', '\n\n'),
    ...(end !== undefined && { deprecated: true, 'x-sunset': end.sunset }),
    'x-mesh-port': namesOf(product).port(name),
  };
}

/** The headers of a port that is to end; none otherwise. */
export const endHeaders = ({ product }: OperationParts, port: Pick<Described, 'deprecated'>): readonly HeaderName[] =>
  deprecationOf(product, port) === undefined ? [] : END_HEADERS;
