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
  constructor(
    private readonly source: Readonly<Record<string, unknown>>,
    private readonly within = '',
  ) {}

  has(name: string): boolean {
    return this.source[name] !== undefined && this.source[name] !== null;
  }

  text(name: string, bounds: TextBounds = {}): string {
    const value = this.optionalText(name, bounds);
    if (value === undefined || (value === '' && bounds.empty !== true))
      throw invalid(`Missing value for required parameter '${this.within}${name}'.`);
    return value;
  }

  /** A number or a truth value counts as its text, as clients send parameters so. */
  optionalText(name: string, { max = LONGEST_TEXT }: TextBounds = {}): string | undefined {
    const value = this.source[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object')
      throw invalid(`Invalid value for parameter '${this.within}${name}': must be a string.`);
    const text = String(value);
    if (text.length > max) throw invalid(`'${this.within}${name}' exceeds the maximum length of ${max} characters.`);
    if (text.includes('\0')) throw invalid(`Invalid value for parameter '${this.within}${name}': has a NUL character.`);
    return text;
  }

  whole(name: string, bounds: WholeBounds = {}): number {
    const value = this.optionalWhole(name, bounds);
    if (value === undefined) throw invalid(`Missing value for required parameter '${this.within}${name}'.`);
    return value;
  }

  optionalWhole(
    name: string,
    { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: WholeBounds = {},
  ): number | undefined {
    const value = this.source[name];
    if (value === undefined || value === null) return undefined;
    const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number))
      throw invalid(`Invalid value for parameter '${this.within}${name}': must be an integer.`);
    if (number < min || number > max)
      throw invalid(`Invalid value for parameter '${this.within}${name}': must be from ${min} to ${max}.`);
    return number;
  }

  /** A double; JSON writes those that are no number as text (protobuf's JSON mapping). */
  number(name: string): number {
    const value = this.source[name];
    if (typeof value === 'number') return value;
    const special = NO_NUMBERS.get(String(value));
    if (typeof value !== 'string' || (special === undefined && !/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value)))
      throw invalid(`Invalid value for parameter '${this.within}${name}': must be a number.`);
    return special ?? Number(value);
  }

  /** Messages of a list. */
  list<Item>(name: string, read: (fields: RequestFields) => Item): Item[] {
    return this.values(name).map((value, at) => {
      const within = `${this.within}${name}[${at}].`;
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw invalid(`Invalid value for parameter '${within.slice(0, -1)}': must be an object.`);
      return read(new RequestFields(value as Record<string, unknown>, within));
    });
  }

  /** Texts of a list; one text of a query is a list of one. */
  texts(name: string): string[] {
    return this.values(name).map((value) => {
      if ((typeof value !== 'string' && typeof value !== 'number') || String(value).includes('\0'))
        throw invalid(`Invalid value for parameter '${this.within}${name}': must be a list of strings.`);
      return String(value);
    });
  }

  /** The message within; undefined where there is none. */
  message(name: string): RequestFields | undefined {
    const value = this.source[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value))
      throw invalid(`Invalid value for parameter '${this.within}${name}': must be an object.`);
    return new RequestFields(value as Record<string, unknown>, `${this.within}${name}.`);
  }

  private values(name: string): readonly unknown[] {
    const value = this.source[name];
    if (value === undefined || value === null) return [];
    const values = Array.isArray(value) ? value : typeof value === 'string' ? [value] : undefined;
    if (values === undefined) throw invalid(`Invalid value for parameter '${this.within}${name}': must be a list.`);
    if (values.length > MOST_IN_A_LIST)
      throw invalid(`'${this.within}${name}' has more than ${MOST_IN_A_LIST} entries.`);
    return values;
  }
}
