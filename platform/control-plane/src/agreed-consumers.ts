import { AgreementReader as Agreements } from '@mesh/access-service';
import { AgreementReader, type GrantedAgreement } from '@mesh/catalog';
import type { FactoryProvider } from '@nestjs/common';

/** Tells the catalog who uses a product by agreement. */
export const agreedConsumers: FactoryProvider<AgreementReader> = {
  provide: AgreementReader,
  inject: [Agreements],
  useFactory: (agreements: Agreements) => ({
    granted: async (product, limit): Promise<readonly GrantedAgreement[]> => {
      const granted = await agreements.grantedOf(product);
      return granted.slice(0, limit).map(({ agreement: id, ...rest }) => ({ id, ...rest }));
    },
  }),
};
