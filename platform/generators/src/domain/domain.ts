import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { explained } from '../generators.errors.js';
import { capital, checkedContact, checkedName, pascal } from '../names.js';
import { addPackage, refuseTaken } from '../workspace/packages.js';
import { settle } from '../workspace/settle.js';

export interface DomainOptions {
  readonly name: string;
  readonly contact?: string;
}

/** `nx g @mesh/generators:domain <name>` */
export async function domain(tree: Tree, options: DomainOptions): Promise<GeneratorCallback> {
  try {
    const name = checkedName(options.name);
    const place = { name: `@mesh/${name}`, folder: `domains/${name}` };
    refuseTaken(tree, place);
    addPackage(tree, {
      ...place,
      description: `The service that keeps the promises of ${name.replaceAll('-', ' ')}.`,
      tags: [`scope:${name}`, 'type:service'],
      more: { mesh: { domain: name } },
    });
    for (const [file, text] of Object.entries(filesOf(name, checkedContact(options.contact ?? contactOf(name)))))
      tree.write(`${place.folder}/${file}`, text);
    await formatFiles(tree);
    return settle(tree, { links: { [place.name]: place.folder } });
  } catch (error) {
    throw explained(error);
  }
}

/** Where a team is reached unless it says otherwise. */
export const contactOf = (name: string): string => `${name}@cloudmedical.example`;

function filesOf(name: string, contact: string): Readonly<Record<string, string>> {
  const words = name.replaceAll('-', ' ');
  const module = `${pascal(name)}Module`;
  return {
    'README.md': `# ${capital(words)}

The service that keeps the promises of ${words}. Owner: team ${name}, ${contact}.

| product | promise | here |
| --- | --- | --- |

\`\`\`sh
npx nx g @mesh/generators:product ${name}.<product>    # a product more
npx mesh serve ${name}                                 # this service alone
\`\`\`

Test: \`npm test -- domains/${name}\`
`,
    'src/index.ts': `export { ${module} } from './${name}.module.js';\n`,
    [`src/${name}.module.ts`]: `import { Module } from '@nestjs/common';

/** The products of ${words}. */
@Module({ imports: [] })
export class ${module} {}
`,
  };
}
