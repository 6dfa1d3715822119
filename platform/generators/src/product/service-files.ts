import type { ProductNames } from '../names.js';

/** The service of a product before its ports are added. */
export function serviceFiles({
  camel,
  pascal,
  product,
  words,
  package: contract,
}: ProductNames): Readonly<Record<string, string>> {
  return {
    [`${product}.module.ts`]: `import { ${camel} } from '${contract}';
import { DataProductModule } from '@mesh/runtime';
import { ${pascal}Service } from './${product}.service.js';

/** The product with its service. */
export const ${camel}Module = DataProductModule.serve(${camel}, ${pascal}Service, { recipes: {} });
`,
    [`${product}.service.ts`]: `import { Injectable } from '@nestjs/common';
import { ${camel} } from '${contract}';
import type { Live, Serves } from '@mesh/product';
import { InjectLive } from '@mesh/runtime';

/** Keeps what is promised about ${words}: one method a port. */
@Injectable()
export class ${pascal}Service implements Serves<typeof ${camel}> {
  constructor(@InjectLive(${camel}) private readonly live: Live<typeof ${camel}>) {}
}
`,
  };
}
