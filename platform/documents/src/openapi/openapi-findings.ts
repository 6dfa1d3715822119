import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Finding } from '../standards/finding.js';
import { judged } from '../standards/tool-process.js';

interface Problem {
  readonly ruleId: string;
  readonly message: string;
  readonly location: readonly { readonly pointer?: string }[];
}

/** Everything that Redocly says of an OpenAPI document by its recommended rules, nothing left out; it has to be installed. */
export async function openApiFindings(text: string): Promise<readonly Finding[]> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js');
  const said = await judged(text, (file) => [cli, 'lint', '--extends=recommended', '--format=json', file]);
  const { problems } = JSON.parse(said) as { readonly problems: readonly Problem[] };
  return problems.map(({ ruleId, message, location: [place] }) => ({
    pointer: place?.pointer?.replace(/^#/, '') ?? '',
    rule: ruleId,
    message,
  }));
}
