import { invalid } from '../mlflow.errors.js';

/** Bounds of a text. */
export interface TextBounds {
  readonly max?: number;
  /** Whether '' is a value. */
  readonly empty?: boolean;
}

/** Bounds of a whole number. */
export interface WholeBounds {
  readonly min?: number;
  readonly max?: number;
}

const LONGEST_TEXT = 1_000_000;
const MOST_IN_A_LIST = 10_000;
const NO_NUMBERS = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** The fields of a call, of its body or its query, read as MLflow's messages define them; raises INVALID_PARAMETER_VALUE. */
export class RequestFields {
  /** In a query every value is text, and a list of one looks like its only entry. */
  constructor(
    private readonly source: Readonly<Record<string, unknown>>,
    private readonly isQuery = false,
    private readonly within = '',
  ) {}

  has(name: string): boolean {
    return this.source[name] !== undefined && this.source[name] !== null;
  }

  text(name: string, bounds: TextBounds = {}): string {
    const value = this.optionalText(name, bounds);
    if (value === undefined || (value === '' && bounds.empty !== true)) throw this.absent(name);
    return value;
  }

  optionalText(name: string, { max = LONGEST_TEXT }: TextBounds = {}): string | undefined {
    const value = this.source[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw this.wrong(name, 'a string');
    if (value.length > max) throw invalid(`'${this.within}${name}' exceeds the maximum length of ${max} characters.`);
    if (value.includes('\0'))
      throw invalid(`Invalid value for parameter '${this.within}${name}': has a NUL character.`);
    return value;
  }

  /** One of some words, or its place among them from 1 (protobuf's JSON mapping of an enumeration). */
  optionalChoice(name: string, choices: readonly string[]): string | undefined {
    const value = this.source[name];
    if (value === undefined || value === null || value === '') return undefined;
    const choice = typeof value === 'number' ? choices[value - 1] : choices.find((one) => one === value);
    if (choice === undefined)
      throw invalid(`Invalid value for parameter '${name}': it is one of ${choices.join(', ')}.`);
    return choice;
  }

  optionalTruth(name: string): boolean | undefined {
    const value = this.source[name];
    if (value === undefined || value === null) return undefined;
    if (this.isQuery && (value === 'true' || value === 'false')) return value === 'true';
    if (typeof value !== 'boolean') throw this.wrong(name, 'true or false');
    return value;
  }

  whole(name: string, bounds: WholeBounds = {}): number {
    const value = this.optionalWhole(name, bounds);
    if (value === undefined) throw this.absent(name);
    return value;
  }

  optionalWhole(
    name: string,
    { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: WholeBounds = {},
  ): number | undefined {
    const value = this.source[name];
    if (value === undefined || value === null) return undefined;
    const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw this.wrong(name, 'an integer');
    if (number < min || number > max)
      throw invalid(
        `Invalid value ${number} for parameter '${this.within}${name}' supplied: it must be from ${min} to ${max}.`,
      );
    return number;
  }

  /** A double; JSON writes those that are no number as text (protobuf's JSON mapping). */
  number(name: string): number {
    const value = this.source[name];
    if (typeof value === 'number') return value;
    if (value === undefined || value === null || value === '') throw this.absent(name);
    const special = NO_NUMBERS.get(String(value));
    if (typeof value !== 'string' || (special === undefined && !/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value)))
      throw this.wrong(name, 'a number');
    return special ?? Number(value);
  }

  /** Messages of a list. */
  list<Item>(name: string, read: (fields: RequestFields) => Item): Item[] {
    return this.values(name).map((value, at) => {
      const within = `${this.within}${name}[${at}].`;
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw invalid(`Invalid value for parameter '${within.slice(0, -1)}' supplied: it must be an object.`);
      return read(new RequestFields(value as Record<string, unknown>, false, within));
    });
  }

  /** Texts of a list; one text of a query is a list of one. */
  texts(name: string): string[] {
    return this.values(name).map((value) => {
      if ((typeof value !== 'string' && typeof value !== 'number') || String(value).includes('\0'))
        throw this.wrong(name, 'a list of strings');
      return String(value);
    });
  }

  /** The message within; undefined where there is none. */
  message(name: string): RequestFields | undefined {
    const value = this.source[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) throw this.wrong(name, 'an object');
    return new RequestFields(value as Record<string, unknown>, false, `${this.within}${name}.`);
  }

  private values(name: string): readonly unknown[] {
    const value = this.source[name];
    if (value === undefined || value === null) return [];
    const values: unknown = this.isQuery && typeof value === 'string' ? [value] : value;
    if (!Array.isArray(values)) throw this.wrong(name, 'a list');
    if (values.length > MOST_IN_A_LIST)
      throw invalid(`'${this.within}${name}' has more than ${MOST_IN_A_LIST} entries.`);
    return values;
  }

  private absent(name: string): Error {
    return invalid(`Missing value for required parameter '${this.within}${name}'.`);
  }

  /** Shows the caller a number or a truth value, and of what else came only where: a text may tell of somebody. */
  private wrong(name: string, wanted: string): Error {
    const value = this.source[name];
    const shown = typeof value === 'number' || typeof value === 'boolean' ? ` ${value}` : '';
    return invalid(`Invalid value${shown} for parameter '${this.within}${name}' supplied: it must be ${wanted}.`);
  }
}
