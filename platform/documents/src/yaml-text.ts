import { stringify } from 'yaml';

/** A document of YAML as it is published, ending with a line feed; `standard` says in its first line what it follows. */
export function yamlText(standard: string, content: object): string {
  const body = stringify(content, {
    // Readers of YAML 1.1 take a bare 2026-01-31 for a date and a bare "no" for false: such texts stand in quotes.
    version: '1.1',
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
  return `# ${standard}\n${body}`;
}
