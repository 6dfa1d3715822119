/** How a file is written. */
export const FILE_FORMATS = ['csv', 'ndjson'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** What a cell may hold that stands for a value that nobody measured, unless the terms say otherwise. */
export const MISSING_BY_DEFAULT: readonly string[] = ['', '?'];

/** How the rows of one upload are to be understood. */
export interface UploadTerms {
  readonly format: FileFormat;
  /** Of a CSV. Default a comma. */
  readonly delimiter?: ',' | ';' | '\t' | '|';
  /** The field that a column of the file holds, where their names are not alike; null leaves the column out. */
  readonly columns?: Readonly<Record<string, string | null>>;
  /** What becomes of columns that are neither fields nor mapped. Default `refuse`: one may be misspelt. */
  readonly others?: 'refuse' | 'ignore';
  /** Values of fields that a row does not have. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
  /** Texts of cells that stand for no value. Default the empty one and `?`. */
  readonly missing?: readonly string[];
  /** The offset of times that are written without one, `Z` or `+02:00`. Without it such times are refused. */
  readonly zone?: string;
}

const TEXT = { type: 'string', maxLength: 256 };

/** The terms as they come over the wire: JSON Schema 2020-12. */
export const UPLOAD_TERMS_SCHEMA = {
  title: 'UploadTerms',
  description: 'How the rows of an upload are to be understood.',
  type: 'object',
  properties: {
    format: { description: 'How the file is written, in UTF-8.', type: 'string', enum: FILE_FORMATS },
    delimiter: {
      description: 'What stands between the cells of a CSV: a comma, a semicolon, a tabulator or a pipe.',
      type: 'string',
      // No enum: generators of clients find no name for a tabulator.
      pattern: '^[,;\\t|]$',
      default: ',',
    },
    columns: {
      description:
        'The field that a column holds, where their names are not alike; null leaves the column out. Names are compared without regard to case, spaces, dashes and underscores.',
      type: 'object',
      additionalProperties: { anyOf: [{ type: 'string', maxLength: 256 }, { type: 'null' }] },
      maxProperties: 1_000,
    },
    others: {
      description: 'What becomes of columns that are neither fields nor mapped.',
      type: 'string',
      enum: ['refuse', 'ignore'],
      default: 'refuse',
    },
    defaults: {
      description: 'Values of fields that a row does not have. Forgotten once the upload is complete.',
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean'], maxLength: 1_024 },
      maxProperties: 1_000,
    },
    missing: {
      description: 'Texts of cells that stand for no value.',
      type: 'array',
      items: TEXT,
      maxItems: 20,
      default: MISSING_BY_DEFAULT,
    },
    zone: {
      description: 'The offset of times that are written without one. Without it such times are refused.',
      type: 'string',
      pattern: '^(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$',
    },
  },
  required: ['format'],
  additionalProperties: false,
} as const;
