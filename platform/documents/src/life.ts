import type { DataProduct, Deprecation, ProductStatus } from '@mesh/product';
import { customProperties, type CustomProperty } from './custom-properties.js';

/** Where a product stands in its life: as declared, else deprecated once its end is announced, else active. */
export const statusOf = ({ status, deprecated }: DataProduct): ProductStatus =>
  status ?? (deprecated === undefined ? 'active' : 'deprecated');

/** The announced end of a port or a product, as custom properties; none while no end is announced. */
export const endOf = (deprecated: Deprecation | undefined): readonly CustomProperty[] =>
  deprecated === undefined
    ? []
    : customProperties({
        deprecatedSince: deprecated.since,
        deprecationAnnounced: deprecated.announced,
        sunset: deprecated.sunset,
        replacement: deprecated.replacement,
      });
