import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { contactOf } from '../domain/domain.js';
import { explained, GeneratorErrors } from '../generators.errors.js';
import { capital, checkedContact, checkedText, productNames } from '../names.js';
import { addPort, type PortRequest } from '../port/add-port.js';
import { addTableRow } from '../source/table-row.js';
import { addPackage, refuseTaken } from '../workspace/packages.js';
import { settle } from '../workspace/settle.js';
import { contractFiles } from './contract-files.js';
import { joinModule } from './join-module.js';
import { serviceFiles } from './service-files.js';

export interface ProductOptions {
  readonly id: string;
  readonly title?: string;
  readonly purpose?: string;
  readonly contact?: string;
  readonly ports?: string;
}

/** `nx g @mesh/generators:product <domain>.<product>` */
export async function product(tree: Tree, options: ProductOptions): Promise<GeneratorCallback> {
  try {
    const names = productNames(options.id);
    const ports = portsOf(options.ports ?? 'rest,event,dataset');
    if (!tree.exists(`domains/${names.domain}/package.json`))
      throw GeneratorErrors.DOMAIN_MISSING({ domain: names.domain });
    const place = { name: names.package, folder: names.contractFolder };
    refuseTaken(tree, place);
    if (tree.exists(names.serviceFolder)) throw GeneratorErrors.NAME_TAKEN({ name: names.id, by: names.serviceFolder });

    addPackage(tree, {
      ...place,
      description: `What ${names.domain.replaceAll('-', ' ')} promises about ${names.words}.`,
      tags: [`scope:${names.domain}`, 'type:contract'],
    });
    const told = {
      title: checkedText(options.title ?? capital(names.words)),
      purpose: checkedText(options.purpose ?? `Keep observations of ${names.words} where others can rely on them.`),
      contact: checkedContact(options.contact ?? contactOf(names.domain)),
      ports: ports.map(({ name }) => name),
    };
    write(tree, names.contractFolder, contractFiles(names, told));
    write(tree, names.serviceFolder, serviceFiles(names));
    joinModule(tree, names);
    for (const port of ports) addPort(tree, names, port);
    addTableRow(tree, `domains/${names.domain}/README.md`, 'product', [
      names.words,
      `[contract](../../${names.contractFolder}/README.md)`,
      `\`src/${names.product}/\``,
    ]);
    await formatFiles(tree);
    return settle(tree, { links: { [place.name]: place.folder }, emits: names.id });
  } catch (error) {
    throw explained(error);
  }
}

/** What each choice of kinds of ports becomes. */
const CHOICES: Readonly<Record<string, readonly PortRequest[]>> = {
  'dataset,event,rest': [
    { kind: 'rest', name: 'observations', keeps: 'observed' },
    { kind: 'dataset', name: 'history', lands: 'observed' },
  ],
  'event,rest': [{ kind: 'rest', name: 'observations', keeps: 'observed' }],
  rest: [{ kind: 'rest', name: 'observations' }],
  dataset: [{ kind: 'dataset', name: 'cases' }],
  'dataset,rest': [
    { kind: 'rest', name: 'observations' },
    { kind: 'dataset', name: 'cases' },
  ],
};

function portsOf(kinds: string): readonly PortRequest[] {
  const choice = [...new Set(kinds.split(',').map((kind) => kind.trim()))].sort().join(',');
  const ports = Object.hasOwn(CHOICES, choice) ? CHOICES[choice] : undefined;
  if (ports === undefined) throw GeneratorErrors.PORTS_WRONG();
  return ports;
}

function write(tree: Tree, folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) tree.write(`${folder}/${file}`, text);
}
