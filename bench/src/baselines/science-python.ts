import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The Python into which `npm run tools` put what data scientists use. */
export async function sciencePython(): Promise<string> {
  const record = fileURLToPath(new URL('../../../.tools/tools.json', import.meta.url));
  const tools = JSON.parse(await readFile(record, 'utf8').catch(() => '{}')) as {
    readonly science?: { readonly executables: Readonly<Record<string, string>> };
  };
  const python = tools.science?.executables['science-python'];
  if (python === undefined) throw new Error('the tools of data science are not installed: run "npm run tools"');
  return python;
}
