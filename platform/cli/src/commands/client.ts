import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { refuseTaken, replaceFolder, writeFiles } from '../clients/client-folder.js';
import { generate, generatorPath } from '../clients/generator.js';
import { clientNames, LANGUAGES, type Language } from '../clients/language.js';
import { documentOfMesh, documentOfWorkspace, type ProductDocument } from '../clients/product-document.js';
import { readableDocument } from '../clients/readable-document.js';
import type { CommandSpec, Invocation } from '../command.js';
import { progressOn } from '../terminal/progress.js';

const STEPS = ['document', 'generator', 'client'] as const;
const TELL_EVERY_MS = 500;

/** `mesh client <product> --lang typescript|python [--out dir] [--from folder]` */
export const client: CommandSpec = {
  usage: 'client <product>',
  summary: 'Make a typed client of a product from its OpenAPI document.',
  example: 'npx mesh client cardiology.heart-disease-risk --lang python --out clients/heart-disease-risk',
  shape: (command) => {
    command
      .addOption(
        new Option('--lang <language>', 'language of the client').choices(Object.keys(LANGUAGES)).makeOptionMandatory(),
      )
      .option('--out <folder>', 'where it is written; clients/<product>-<language> unless said otherwise')
      .option('--from <folder>', 'a workspace: its committed document instead of that of the running mesh');
  },
  async run(invocation) {
    const name = (invocation.option('lang') ?? '') as keyof typeof LANGUAGES;
    const language: Language = LANGUAGES[name];
    return stepByStep(invocation, async (step) => {
      const found = await documentOf(invocation);
      const names = clientNames(found.id, found.document.info);
      const folder = resolve(invocation.option('out') ?? `clients/${names.product}-${name}`);
      await refuseTaken(folder);
      step('generator');
      const jar = await generatorPath(invocation.terminal.stderr.isTTY === true ? 'inherit' : 'ignore');
      step('client');
      await replaceFolder(folder, async (draft) => {
        await withDocument(found, (document) =>
          generate({
            jar,
            document,
            generator: language.generator,
            folder: join(draft, language.sources),
            options: language.options(names),
          }),
        );
        await rm(join(draft, `${names.module}_README.md`), { force: true });
        await writeFiles(draft, language.files(names));
      });
      const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
      const { id, address } = found;
      return {
        json: { product: id, version: names.version, language: name, folder, address, files: files.length },
        text: `${id} ${names.version}: a ${name} client of ${files.length} files in ${folder}, for ${address}`,
      };
    });
  },
};

function documentOf({
  arguments: [product = ''],
  option,
  client: mesh,
  settings,
}: Invocation): Promise<ProductDocument> {
  const folder = option('from');
  return folder === undefined
    ? documentOfMesh(mesh, product)
    : documentOfWorkspace(folder, product, settings.controlPlanePort);
}

/** Hands the generator a file of its own, in the form that it reads. */
async function withDocument(
  { document, address }: ProductDocument,
  use: (file: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-client-'));
  try {
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(readableDocument(document, address)));
    await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Shows at which step the work is, as long as it takes. */
async function stepByStep<Result>(
  { terminal }: Invocation,
  work: (step: (name: (typeof STEPS)[number]) => void) => Promise<Result>,
): Promise<Result> {
  const progress = progressOn(terminal, 'steps');
  let current: (typeof STEPS)[number] = 'document';
  const tell = (): void => progress.report(STEPS.indexOf(current), STEPS.length, current);
  const timer = setInterval(tell, TELL_EVERY_MS);
  try {
    return await work((name) => {
      current = name;
      tell();
    });
  } finally {
    clearInterval(timer);
    progress.finish();
  }
}
