import { namesOf, type DataProduct, type Port } from '@mesh/product';
import { serviceAddress } from '../addresses.js';

/** Where the data can be had in a mesh that was started without settings. */
export function serversOf(product: DataProduct): readonly object[] {
  const { domain, product: name, major, basePath } = namesOf(product);
  const has = (kind: Port['kind']): boolean => Object.values(product.ports).some((port) => port.kind === kind);
  const api = serviceAddress(product, basePath);
  return [
    ...(api === undefined
      ? []
      : [
          {
            id: 'api',
            server: 'api',
            type: 'api',
            description: 'Datasets, events and calls over HTTP, with a bearer token and a purpose of use.',
            environment: 'local',
            location: api,
          },
        ]),
    ...(has('dataset')
      ? [
          {
            id: 'lake',
            server: 'lake',
            type: 'local',
            description: 'Files of the lake, partitioned by UTC day, below the folder in which the mesh was started.',
            environment: 'local',
            path: `./.mesh/lake/${domain}/${name}/{model}/v${major}/day=*/*.parquet`,
            format: 'parquet',
          },
        ]
      : []),
    ...(has('event')
      ? [
          {
            id: 'kafka',
            server: 'kafka',
            type: 'kafka',
            description:
              'Broker of an installation that keeps its events in Kafka; elsewhere they stay in the log of the mesh and are read over HTTP.',
            environment: 'production',
            host: '127.0.0.1:9092',
            format: 'json',
          },
        ]
      : []),
  ];
}
