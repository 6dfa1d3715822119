import { createRequire } from 'node:module';
import type { Finding } from '../standards/finding.js';
import { judged } from '../standards/tool-process.js';

interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

const PARSE = `
  const { Parser } = require(process.argv[1]);
  const text = require('node:fs').readFileSync(process.argv[2], 'utf8');
  new Parser().validate(text).then((found) => process.stdout.write(JSON.stringify(found)));
`;

/** Everything that the parser of AsyncAPI says of a document, whatever its severity; it has to be installed. */
export async function asyncApiFindings(text: string): Promise<readonly Finding[]> {
  const parser = createRequire(import.meta.url).resolve('@asyncapi/parser');
  const said = await judged(text, (file) => ['-e', PARSE, parser, file]);
  return (JSON.parse(said) as readonly Diagnostic[]).map(({ code, message, path }) => ({
    pointer: path.map((part) => `/${part}`).join(''),
    rule: code,
    message,
  }));
}
