import { readFile } from 'node:fs/promises';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec } from '../command.js';
import type { MeshClient } from '../mesh/mesh-client.js';
import { tableOf } from '../terminal/table.js';

interface Explained {
  readonly model: { readonly name: string; readonly version: string };
  readonly scale: string;
  readonly method: string;
  readonly base: number;
  readonly value: number;
  readonly contributions: Readonly<Record<string, number>>;
  readonly standardErrors?: Readonly<Record<string, number>> | null;
  /** As they were scored; told of a score. */
  readonly features?: Readonly<Record<string, number | null>>;
}

/** `mesh explain <product> --input file.json` and `mesh explain --score <scoreId>` */
export const explain: CommandSpec = {
  usage: 'explain [product]',
  summary: 'Say why a document has the score it has, or an answered score was what it was: what each feature adds.',
  example: 'npx mesh explain --score 0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10',
  actsAs: 'pat-practitioner',
  shape: (command) => {
    command.option('--input <file>', 'the document as JSON, as it is sent to be scored; with the product');
    command.option('--score <scoreId>', 'a score that was answered: by the version and on the values of then');
  },
  async run({ client, option, arguments: [named] }) {
    const [scoreId, file] = [option('score'), option('input')];
    if ((scoreId === undefined) === (file === undefined) || (scoreId === undefined && named === undefined))
      throw CliErrors.OPTION_WRONG({ option: '--score', expected: 'alone, or else a product and --input' });
    const product = named ?? (await productOf(client, scoreId ?? ''));
    const port = scoreId === undefined ? 'explanations' : 'scoreExplanations';
    const body = scoreId === undefined ? await documentIn(file ?? '') : { scoreId };
    const { ports } = await client.json<{ ports: readonly { name: string; path?: string }[] }>({
      path: `/catalog/products/${encodeURIComponent(product)}`,
    });
    const path = ports.find(({ name }) => name === port)?.path;
    if (path === undefined) throw CliErrors.EXPLAINS_NOTHING({ product, port });
    const [service = ''] = product.split('.');
    const explained = await client.json<Explained>({ service, method: 'POST', path, body });
    return { json: explained, text: linesOf(explained) };
  },
};

/** The product that answered a score, as its trace says. */
async function productOf(client: MeshClient, scoreId: string): Promise<string> {
  const path = `/lineage/scores/${encodeURIComponent(scoreId)}`;
  return (await client.json<{ score: { product: string } }>({ path })).score.product;
}

async function documentIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw CliErrors.FILE_UNREADABLE({ option: '--input' }, { cause });
  }
}

/** What weighs most stands first. */
function linesOf({ model, scale, method, base, value, features, contributions, standardErrors }: Explained): string {
  const weightiest = Object.entries(contributions).sort(([, one], [, other]) => Math.abs(other) - Math.abs(one));
  const signed = (number: number): string => `${number < 0 ? '' : '+'}${number.toFixed(4)}`;
  const rows = weightiest.map(([feature, contribution]) => [
    feature,
    ...(features ? [String(features[feature] ?? '–')] : []),
    signed(contribution),
    ...(standardErrors ? [(standardErrors[feature] ?? 0).toFixed(4)] : []),
  ]);
  return [
    `${model.name} version ${model.version}, in ${scale} (${method}): ${signed(base)} on average, ${signed(value)} here`,
    tableOf(['FEATURE', ...(features ? ['VALUE'] : []), 'ADDS', ...(standardErrors ? ['± ERROR'] : [])], rows),
  ].join('\n');
}
