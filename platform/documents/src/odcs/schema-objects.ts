import { acceptedInputs, namesOf, type DataProduct, type DatasetPort, type TopicPort } from '@mesh/product';
import { customProperties, unlessEmpty } from '../custom-properties.js';
import { endOf } from '../life.js';
import { COLUMN_TYPES, MEMBER_TYPES } from './logical-type.js';
import { propertiesOf } from './properties.js';
import { qualityOf } from './quality.js';

/** One schema object for each port that holds data: the topics first, those that others write to behind, then the datasets. */
export function schemaObjectsOf(product: DataProduct): readonly object[] {
  const ports = Object.entries(product.ports);
  return [
    ...ports.flatMap(([name, port]) => (port.kind === 'event' ? [topicOf(product, name, port)] : [])),
    ...acceptedInputs(product).map(([name, input]) => topicOf(product, name, input)),
    ...ports.flatMap(([name, port]) => (port.kind === 'dataset' ? [tableOf(product, name, port)] : [])),
  ];
}

function topicOf(product: DataProduct, name: string, port: TopicPort): object {
  return {
    id: name,
    name,
    physicalName: namesOf(product).topic(port.name),
    physicalType: 'topic',
    logicalType: 'object',
    businessName: `${product.title}: ${name}`,
    description: port.summary,
    dataGranularityDescription:
      port.keeps === 'latest' ? `The last event of each ${port.key}` : `One event for each ${port.id}`,
    tags: [name in product.ports ? 'event' : 'input', ...(port.deprecated ? ['deprecated'] : [])],
    customProperties: [
      ...customProperties({ urn: namesOf(product).port(name), orderedBy: port.key, happenedAt: port.at }),
      ...endOf(port.deprecated),
    ],
    properties: propertiesOf({
      shape: port.message,
      sensitivity: product.sensitivity,
      physicalTypes: MEMBER_TYPES,
      key: port.id,
      quality: [],
    }),
  };
}

function tableOf(product: DataProduct, name: string, port: DatasetPort): object {
  const { domain, product: productName, major, port: urnOf } = namesOf(product);
  return {
    id: name,
    name,
    // Not the whole path: tools look for files of the lake under the path of the server with this name in it.
    physicalName: port.name,
    physicalType: 'table',
    logicalType: 'object',
    businessName: `${product.title}: ${name}`,
    description: port.summary,
    dataGranularityDescription: `One row for each ${port.key}`,
    tags: ['dataset', ...(port.deprecated ? ['deprecated'] : [])],
    authoritativeDefinitions: doiOf(port),
    customProperties: [
      ...customProperties({
        urn: urnOf(name),
        lakePath: `${domain}/${productName}/${port.name}/v${major}/day=*/*.parquet`,
        origin: port.origin?.attribution,
      }),
      ...endOf(port.deprecated),
    ],
    quality: unlessEmpty(port.quality.filter(({ field }) => field === undefined).map(qualityOf)),
    properties: propertiesOf({
      shape: port.row,
      sensitivity: product.sensitivity,
      physicalTypes: COLUMN_TYPES,
      key: port.key,
      partitionedBy: port.partitionBy,
      quality: port.quality,
      ...(port.lands !== undefined && { from: port.lands }),
    }),
  };
}

/** The digital object identifier in an attribution, as a link. */
function doiOf({ origin }: DatasetPort): readonly object[] | undefined {
  const doi = /\b10\.\d{4,9}\/[^\s,;]+/.exec(origin?.attribution ?? '')?.[0];
  return doi === undefined ? undefined : [{ type: 'source', url: `https://doi.org/${doi}`, description: origin?.name }];
}
