import { basename, extname } from 'node:path';

const TEXT = [
  'txt',
  'log',
  'json',
  'yaml',
  'yml',
  'csv',
  'tsv',
  'md',
  'rst',
  'py',
  'cfg',
  'conf',
  'ini',
  'mlmodel',
  'mlproject',
];
const OTHERS: Readonly<Record<string, string>> = {
  ...{ png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' },
  pdf: 'application/pdf',
};

/** What a file is, by its name: text that can be read, a picture, a document, or bytes. */
export function mediaTypeOf(path: string): string {
  const kind = (extname(path).slice(1) || basename(path)).toLowerCase();
  if (TEXT.includes(kind)) return 'text/plain';
  return (Object.hasOwn(OTHERS, kind) && OTHERS[kind]) || 'application/octet-stream';
}

/** The file is to be saved under its own name (RFC 6266; other than ASCII letters by RFC 8187). */
export function attachmentOf(path: string): string {
  const name = basename(path);
  if (/^[\w.+-]+$/.test(name)) return `attachment; filename=${name}`;
  const code = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  const encoded = encodeURIComponent(name).replace(/['()*]/g, code);
  return `attachment; filename="${name.replace(/[^\w .+-]/g, '_')}"; filename*=UTF-8''${encoded}`;
}
