import type { Column, ColumnType, DatasetSettings } from '@mesh/lake';
import { fieldOrder, jsonSchemaOf, type DatasetPort, type Shape } from '@mesh/product';
import type { ServedProduct } from './served-product.js';

/** The columns of a dataset are the fields of its row, in order. */
export function columnsOf(row: Shape): readonly Column[] {
  const { properties = {} } = jsonSchemaOf(row);
  return fieldOrder(row).map((name) => ({ name, type: columnType(properties[name] ?? {}) }));
}

function columnType({ type, format }: Readonly<Record<string, unknown>>): ColumnType {
  if (format === 'date-time') return 'timestamp';
  const types = Array.isArray(type) ? (type as string[]) : [type];
  return (['boolean', 'integer', 'number'] as const).find((known) => types.includes(known)) ?? 'string';
}

/** Where in the lake a dataset port has its rows. */
export function datasetSettings({ names }: ServedProduct, port: DatasetPort): DatasetSettings {
  const { domain, product, major } = names;
  return { domain, product, dataset: port.name, major, columns: columnsOf(port.row), dayOf: port.partitionBy };
}
