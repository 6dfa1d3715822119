import { extname } from 'node:path';
import { FILE_FORMATS, type FileFormat, type UploadTerms } from '@mesh/ingest';
import { CliErrors } from '../cli.errors.js';
import type { Invocation } from '../command.js';

const FORMATS_OF_FILES: Readonly<Record<string, FileFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
};
const DELIMITERS = { ',': ',', ';': ';', '|': '|', tab: '\t' } as const;

/** The terms that a command line asks for; throws CLI.OPTION_WRONG. */
export function termsOf(invocation: Invocation, file: string): UploadTerms {
  const columns = pairsOf(invocation, 'map');
  const defaults = pairsOf(invocation, 'defaults');
  const missing = invocation.options('missing');
  const delimiter = delimiterOf(invocation, file);
  const zone = invocation.option('zone');
  if (zone !== undefined && !/^(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(zone))
    throw CliErrors.OPTION_WRONG({ option: '--zone', expected: 'Z or an offset such as +02:00' });
  return {
    format: formatOf(invocation, file),
    ...(delimiter !== ',' && { delimiter }),
    ...(columns.length > 0 && {
      columns: Object.fromEntries(columns.map(([column, field]) => [column, field === '' ? null : field])),
    }),
    ...(defaults.length > 0 && {
      defaults: Object.fromEntries(defaults.map(([field, text]) => [field, valueOf(text)])),
    }),
    ...(invocation.flag('ignoreOthers') && { others: 'ignore' as const }),
    ...(missing.length > 0 && { missing: ['', ...missing.filter((text) => text !== '')] }),
    ...(zone !== undefined && { zone }),
  };
}

function formatOf({ option }: Invocation, file: string): FileFormat {
  const named = option('format') ?? FORMATS_OF_FILES[extname(file).toLowerCase()];
  const format = FILE_FORMATS.find((known) => known === named);
  if (format === undefined)
    throw CliErrors.OPTION_WRONG({
      option: '--format',
      expected: `one of ${FILE_FORMATS.join(', ')}, as the name of the file does not say`,
    });
  return format;
}

function delimiterOf({ option }: Invocation, file: string): NonNullable<UploadTerms['delimiter']> {
  const named = option('delimiter') ?? (extname(file).toLowerCase() === '.tsv' ? 'tab' : ',');
  if (!Object.hasOwn(DELIMITERS, named))
    throw CliErrors.OPTION_WRONG({ option: '--delimiter', expected: 'one of , ; | or the word tab' });
  return DELIMITERS[named as keyof typeof DELIMITERS];
}

/** `left=right` pairs; the last of several for one name counts. */
function pairsOf({ options }: Invocation, name: string): readonly (readonly [string, string])[] {
  return options(name).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw CliErrors.OPTION_WRONG({ option: `--${name}`, expected: 'pairs such as bpm=pulse' });
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
}

/** A default as JSON has it, where it is a number, true or false; else the text. */
function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : text;
}
