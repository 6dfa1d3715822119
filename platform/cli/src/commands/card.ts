import { writeFile } from 'node:fs/promises';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec, Invocation } from '../command.js';

/** `mesh card <model> [--version v] [--out file]` */
export const card: CommandSpec = {
  usage: 'card <model>',
  summary: 'Show the model card of a version, made from what was measured, or write it for a repository.',
  example: 'npx mesh card heart-disease-risk --out README.md',
  actsAs: 'dana-scientist',
  shape: (command) => {
    command
      .option('--version <version>', 'version number; the champion without it')
      .option('--out <file>', 'writes the Markdown there');
  },
  run: async (invocation) => {
    const { client, option, forPrograms } = invocation;
    const path = `${await versionPath(invocation)}/card`;
    const out = option('out');
    const json = forPrograms ? await client.json({ path }) : undefined;
    if (forPrograms && out === undefined) return { json, text: '' };
    const markdown = await client.bytes({ path, headers: { accept: 'text/markdown' } });
    if (out === undefined) return { json, text: new TextDecoder().decode(markdown).trimEnd() };
    await write(out, markdown);
    return { json, text: `The card is in ${out}.` };
  },
};

async function versionPath({ client, option, arguments: [model = ''] }: Invocation): Promise<string> {
  const self = `/models/${encodeURIComponent(model)}`;
  const named = option('version');
  if (named !== undefined) return `${self}/versions/${encodeURIComponent(named)}`;
  const { version } = await client.json<{ readonly version: string }>({ path: `${self}/aliases/champion` });
  return `${self}/versions/${encodeURIComponent(version)}`;
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    throw CliErrors.FILE_UNWRITABLE({ folder: '--out' }, { cause });
  }
}
