import { readFile } from 'node:fs/promises';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec } from '../command.js';
import { tableOf } from '../terminal/table.js';

interface Explained {
  readonly model: { readonly name: string; readonly version: string };
  readonly scale: string;
  readonly method: string;
  readonly base: number;
  readonly value: number;
  readonly contributions: Readonly<Record<string, number>>;
  readonly standardErrors?: Readonly<Record<string, number>> | null;
}

/** `mesh explain <product> --input file.json` */
export const explain: CommandSpec = {
  usage: 'explain <product>',
  summary: 'Say why a document has the score it has: what each feature adds.',
  example: 'npx mesh explain cardiology.heart-disease-risk --input reading.json',
  actsAs: 'clinic-app',
  shape: (command) => {
    command.requiredOption('--input <file>', 'the document as JSON, as it is sent to be scored');
  },
  async run({ client, option, arguments: [product = ''] }) {
    const body = await documentIn(option('input') ?? '');
    const { ports } = await client.json<{ ports: readonly { name: string; path?: string }[] }>({
      path: `/catalog/products/${encodeURIComponent(product)}`,
    });
    const path = ports.find(({ name }) => name === 'explanations')?.path;
    if (path === undefined) throw CliErrors.EXPLAINS_NOTHING({ product });
    const [service = ''] = product.split('.');
    const explained = await client.json<Explained>({ service, method: 'POST', path, body });
    return { json: explained, text: linesOf(explained) };
  },
};

async function documentIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw CliErrors.FILE_UNREADABLE({ option: '--input' }, { cause });
  }
}

/** What weighs most stands first. */
function linesOf({ model, scale, method, base, value, contributions, standardErrors }: Explained): string {
  const weightiest = Object.entries(contributions).sort(([, one], [, other]) => Math.abs(other) - Math.abs(one));
  const signed = (number: number): string => `${number < 0 ? '' : '+'}${number.toFixed(4)}`;
  const rows = weightiest.map(([feature, contribution]) => [
    feature,
    signed(contribution),
    ...(standardErrors ? [(standardErrors[feature] ?? 0).toFixed(4)] : []),
  ]);
  return [
    `${model.name} version ${model.version}, in ${scale} (${method}): ${signed(base)} on average, ${signed(value)} here`,
    tableOf(['FEATURE', 'ADDS', ...(standardErrors ? ['± ERROR'] : [])], rows),
  ].join('\n');
}
