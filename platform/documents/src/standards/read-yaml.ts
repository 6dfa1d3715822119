import { parseDocument } from 'yaml';
import type { Finding, Node } from './finding.js';

/** A text read as one YAML mapping, or why it cannot be. Anchors are refused: half of the readers do not follow them. */
export function readYaml(text: string): { readonly document: Node; readonly findings: readonly Finding[] } {
  const parsed = parseDocument(text, { uniqueKeys: true });
  const errors = parsed.errors.map(({ code }) => ({ pointer: '', rule: 'yaml', message: code }));
  const anchored = /(^|[\s[{,])[&*][A-Za-z0-9_-]+\s*$/m.test(text.replace(/^\s*#.*$/gm, ''));
  const content: unknown = errors.length === 0 ? parsed.toJS() : undefined;
  const isMapping = typeof content === 'object' && content !== null && !Array.isArray(content);
  return {
    document: isMapping ? (content as Node) : {},
    findings: [
      ...errors,
      ...(errors.length === 0 && !isMapping ? [{ pointer: '', rule: 'yaml', message: 'must be a mapping' }] : []),
      ...(anchored ? [{ pointer: '', rule: 'anchors', message: 'must not use anchors' }] : []),
    ],
  };
}
