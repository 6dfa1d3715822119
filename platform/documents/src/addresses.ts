import { namesOf, type DataProduct } from '@mesh/product';
import { promisedPlaceOf } from '@mesh/workspace';

/**
 * Where a mesh listens that was started without settings. Documents are the same bytes wherever they are served, so
 * they name these; an installation elsewhere is told apart by its host, never by its paths.
 */
const HOST = 'http://127.0.0.1';
const CONTROL_PLANE_PORT = 4000;

/** An address of the control plane; `path` begins with a slash. */
export const controlPlaneAddress = (path: string): string => `${HOST}:${CONTROL_PLANE_PORT}${path}`;

/** An address of the service that keeps a product; undefined for a domain whose port is not promised. */
export function serviceAddress(product: DataProduct, path: string): string | undefined {
  const place = promisedPlaceOf(namesOf(product).domain);
  return place === undefined ? undefined : `${HOST}:${CONTROL_PLANE_PORT + place}${path}`;
}

/** Where the catalog shows a product. */
export const catalogAddress = (product: DataProduct): string => controlPlaneAddress(`/catalog/products/${product.id}`);

/** Where the catalog hands out a document of a product. */
export const documentAddress = (product: DataProduct, name: string): string =>
  `${catalogAddress(product)}/documents/${name}`;
