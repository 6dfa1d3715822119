import type { DataProduct } from '@mesh/product';

/** Whether a product has topics to write or to read: one without publishes no `asyncapi.json`. */
export const publishesEvents = ({ ports, inputs = {} }: Pick<DataProduct, 'ports' | 'inputs'>): boolean =>
  Object.keys(inputs).length > 0 || Object.values(ports).some(({ kind }) => kind === 'event');
