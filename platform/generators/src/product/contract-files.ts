import type { ProductNames } from '../names.js';

/** What a person may say of a new product. */
export interface ToldOfProduct {
  readonly title: string;
  readonly purpose: string;
  readonly contact: string;
  /** Names of its ports. */
  readonly ports: readonly string[];
}

/** The contract of a product before its ports are added. */
export function contractFiles(names: ProductNames, told: ToldOfProduct): Readonly<Record<string, string>> {
  return {
    'README.md': readme(names, told),
    'src/index.ts': `export { ${names.camel} } from './${names.product}.product.js';\n`,
    [`src/${names.product}.product.ts`]: declaration(names, told),
  };
}

const text = (value: string): string => JSON.stringify(value);

function declaration(
  { id, domain, camel, words }: ProductNames,
  { title, purpose, contact, ports }: ToldOfProduct,
): string {
  return `import { dataProduct } from '@mesh/product';

/** ${title}: what ${domain.replaceAll('-', ' ')} promises. */
export const ${camel} = dataProduct('${id}', {
  version: '1.0.0',
  title: ${text(title)},
  owner: { team: '${domain}', contact: ${text(contact)} },
  purpose: ${text(purpose)},
  limitations: 'One number with its unit for each observation; it judges nothing.',
  sensitivity: 'phi',
  tags: [${text(words)}],

  ports: {},

  grants: [
${grants(ports)}    {
      role: 'domain:${domain}',
      ports: [],
      purposes: ['HOPERAT', 'TREAT', 'HQUALIMP'],
      reveals: ['phi'],
    },
  ],

  promises: { availability: 0.999, latencyP99: '50ms', freshness: '5m', retention: '7y' },
});
`;
}

/** Who else may use the first ports, and for what. */
function grants(ports: readonly string[]): string {
  const open = (role: string, port: string, purpose: string, more = ''): string =>
    ports.includes(port) ? `{ role: '${role}', ports: ['${port}'], purposes: ['${purpose}']${more} },\n` : '';
  return [
    open('clinic', 'observations', 'TREAT'),
    open('practitioner', 'history', 'TREAT', `, reveals: ['phi']`),
    open('data-scientist', 'history', 'HRESCH'),
    open('data-scientist', 'cases', 'HRESCH'),
  ].join('');
}

function readme(names: ProductNames, { title, purpose }: ToldOfProduct): string {
  return `# ${title}

${purpose} Owner: team ${names.domain}.

| port | what |
| --- | --- |

Who may use which port for which purpose stands as \`grants\` in [the declaration](src/${names.product}.product.ts). What the world reads of it, OpenAPI, AsyncAPI, ODCS, ODPS and JSON Schemas, is written by \`npm run emit\` to \`published/\`. Kept by [domains/${names.domain}](../../../domains/${names.domain}/README.md).

\`\`\`sh
npx nx g @mesh/generators:port ${names.id} rest|event|dataset <name>    # a port more
\`\`\`

Test: \`npm test -- domains/${names.domain}\`
`;
}
