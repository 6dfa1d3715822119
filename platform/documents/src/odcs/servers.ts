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
            description:
              'Datasets, events and calls over HTTP, with a bearer token and a purpose of use. A mesh that was started on another port has them elsewhere, and its catalog tells where.',
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
  ];
}
