import type { FieldError } from '@mesh/product';

import { LineageErrors } from './lineage.errors.js';

type Asked = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 100;
const MAX_LIMIT = 1_000;
const MAX_OFFSET = 1_000_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Reads parameters one by one and complains about all bad ones at once. */
class Parameters {
  private readonly errors: FieldError[] = [];

  constructor(private readonly asked: Asked) {}

  number(name: string, byDefault: number, [min, max]: readonly [number, number]): number {
    const value = this.asked[name];
    if (value === undefined) return byDefault;
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    return number >= min && number <= max
      ? number
      : this.bad(name, `is a whole number from ${min} to ${max}`, byDefault);
  }

  instant(name: string, byDefault: Date): Date {
    const value = this.asked[name];
    if (value === undefined) return byDefault;
    const ms = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : NaN;
    return Number.isNaN(ms) ? this.bad(name, 'is an instant (RFC 3339)', byDefault) : new Date(ms);
  }

  text(name: string): string {
    const value = this.asked[name];
    return typeof value === 'string' && value !== '' && value.length <= 2_000 ? value : this.bad(name, 'is text', '');
  }

  traceId(name: string): string {
    const value = this.asked[name];
    const isTrace = typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
    return isTrace ? value : this.bad(name, 'is 32 hexadecimal digits', '');
  }

  /** Empty when it is not given. */
  optionalText(name: string): string {
    const value = this.asked[name];
    if (value === undefined || value === '') return '';
    const isText = typeof value === 'string' && value.length <= 200 && !value.includes('\0');
    return isText ? value : this.bad(name, 'is text of at most 200 characters', '');
  }

  oneOf<const Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
    const value = this.asked[name] ?? choices[0];
    return choices.find((choice) => choice === value) ?? this.bad(name, `is one of ${choices.join(', ')}`, choices[0]);
  }

  /** Throws LINEAGE.QUERY_INVALID when anything was bad. */
  checked<Query>(query: Query): Query {
    if (this.errors.length > 0) throw LineageErrors.QUERY_INVALID({ errors: this.errors });
    return query;
  }

  private bad<Value>(name: string, message: string, instead: Value): Value {
    this.errors.push({ pointer: `/${name}`, rule: 'parameter', message });
    return instead;
  }
}

/** `nodeId`, `depth` (default 20) and `asOf` (default now). */
export function graphQuery(asked: Asked, now: Date) {
  const parameters = new Parameters(asked);
  return parameters.checked({
    nodeId: parameters.text('nodeId'),
    depth: parameters.number('depth', 20, [0, MAX_DEPTH]),
    asOf: parameters.instant('asOf', now),
  });
}

/** `before`, `after`, `asOf`, `sortDirection`, `limit`, `offset` with Marquez's defaults. */
export function eventsQuery(asked: Asked) {
  const parameters = new Parameters(asked);
  const before = parameters.instant('before', new Date('9999-12-31T00:00:00Z'));
  const asOf = parameters.instant('asOf', before);
  return parameters.checked({
    before: asOf < before ? asOf : before,
    after: parameters.instant('after', new Date('0001-01-01T00:00:00Z')),
    sortDirection: parameters.oneOf('sortDirection', ['desc', 'asc']),
    limit: parameters.number('limit', 100, [0, MAX_LIMIT]),
    offset: parameters.number('offset', 0, [0, MAX_OFFSET]),
  });
}

/** `q` (default everything), `filter` and `limit` with Marquez's defaults. */
export function nodeQuery(asked: Asked) {
  const parameters = new Parameters(asked);
  return parameters.checked({
    q: parameters.optionalText('q'),
    filter: parameters.oneOf('filter', ['ALL', 'DATASET', 'JOB']),
    limit: parameters.number('limit', 10, [1, 100]),
  });
}

/** `traceId`, and `at`: about when its call was decided (default now). */
export function traceQuery(asked: Asked, now: Date) {
  const parameters = new Parameters(asked);
  return parameters.checked({ traceId: parameters.traceId('traceId'), at: parameters.instant('at', now) });
}
