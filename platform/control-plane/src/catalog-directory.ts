import type { KnownProduct, ProductDirectory } from '@mesh/access-service';
import { CatalogErrors, type ProductReader } from '@mesh/catalog';
import { MeshError } from '@mesh/product';

/** Tells agreements which products and ports there are: those of the catalog. */
export class CatalogDirectory implements ProductDirectory {
  constructor(private readonly catalog: Pick<ProductReader, 'describe'>) {}

  async find(id: string): Promise<KnownProduct | undefined> {
    try {
      const { product } = await this.catalog.describe(id);
      const ports = [...product.ports, ...(product.accepts ?? [])];
      return { domain: product.domain, ports: ports.map(({ name }) => name) };
    } catch (failure) {
      if (failure instanceof MeshError && failure.code === CatalogErrors.PRODUCT_UNKNOWN.code) return undefined;
      throw failure;
    }
  }
}
