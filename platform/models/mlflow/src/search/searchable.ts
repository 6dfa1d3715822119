import { invalid } from '../mlflow.errors.js';
import { clausesOf, readOrder, type Clause, type Comparator, type Entity, type Subject } from './clauses.js';
import type { SqlText } from './sql-text.js';

/** A field of what is searched. */
export interface Attribute {
  /** An expression over the searched row. */
  readonly sql: string;
  readonly type: 'text' | 'number';
  /** Whether IN may be asked of it. */
  readonly lists?: boolean;
  /** Whether it may order the answer; yes unless said otherwise. */
  readonly orders?: boolean;
}

/** Rows beside what is searched: metrics, parameters, tags. */
export interface Beside {
  /** A condition that some row of it fulfils; `{value}` stands for the column that is compared. */
  readonly exists: (key: string, condition: (column: string) => string) => string;
  /** The value of a key as one expression, to order by; left out where nothing can be ordered so. */
  readonly value?: (key: string) => string;
  readonly type: 'text' | 'number';
}

/** What can be searched in one kind of thing. */
export interface Searchable {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly beside: Readonly<Partial<Record<Entity, Beside>>>;
}

const NUMERIC: readonly Comparator[] = ['=', '!=', '<', '<=', '>', '>='];
const TEXTUAL: readonly Comparator[] = ['=', '!=', 'LIKE', 'ILIKE'];

/** The conditions of a filter, each as SQL that is true or not; raises INVALID_PARAMETER_VALUE. */
export const conditionsOf = (searchable: Searchable, filter: string | undefined, sql: SqlText): string[] =>
  clausesOf(filter).map((clause) => conditionOf(searchable, clause, sql));

/** What an answer is ordered by: each expression under a name of its own, and the terms of the ORDER BY over these names. */
export interface Order {
  readonly columns: readonly string[];
  readonly terms: readonly string[];
}

/** Reads `order_by`, so that each expression is worked out once a row; unmeasured values come last. Raises INVALID_PARAMETER_VALUE. */
export function orderOf(searchable: Searchable, orderBy: readonly string[], sql: SqlText): Order {
  const parts = orderBy.map((text, at) => ({ ...orderPart(searchable, text, sql), name: `order_${at + 1}` }));
  return {
    columns: parts.map(({ expression, name }) => `${expression} AS ${name}`),
    terms: parts.flatMap(({ name, type, direction }) => termsOf(name, type, direction)),
  };
}

/** As `orderOf`, for searches whose expressions are columns and cost nothing. */
export const orderTerms = (searchable: Searchable, orderBy: readonly string[], sql: SqlText): string[] =>
  orderBy.flatMap((text) => {
    const { expression, type, direction } = orderPart(searchable, text, sql);
    return termsOf(expression, type, direction);
  });

function orderPart(searchable: Searchable, text: string, sql: SqlText) {
  const { descending, ...subject } = readOrder(text);
  return { ...ordered(searchable, subject, sql), direction: descending ? 'DESC' : 'ASC' };
}

const termsOf = (expression: string, type: string, direction: string): string[] => [
  `(${expression} IS NULL) ASC`,
  ...(type === 'number' ? [`(${expression}::float8 = 'NaN') ASC`] : []),
  `${expression} ${direction}`,
];

function ordered(searchable: Searchable, { entity, key }: Subject, sql: SqlText): { expression: string; type: string } {
  const attribute = entity === 'attribute' ? attributeOf(searchable, key) : undefined;
  if (attribute !== undefined && attribute.orders !== false) return { expression: attribute.sql, type: attribute.type };
  const beside = searchable.beside[entity];
  if (beside?.value === undefined) throw invalid(`Invalid order_by: it may name ${namesOf(searchable)}.`);
  return { expression: `(${beside.value(sql.bind(key))})`, type: beside.type };
}

function conditionOf(searchable: Searchable, clause: Clause, sql: SqlText): string {
  const { entity, key } = clause;
  if (entity === 'attribute') {
    const attribute = attributeOf(searchable, key);
    if (attribute === undefined)
      throw invalid(`Invalid attribute key in the filter: valid are ${namesOf(searchable)}.`);
    return comparison(attribute.sql, clause, { ...attribute, nullable: false }, sql);
  }
  if (entity === 'dataset' && !['name', 'digest', 'context'].includes(key))
    throw invalid("Invalid dataset attribute key in the filter: valid are 'name', 'digest', 'context'.");
  const beside = searchable.beside[entity];
  if (beside === undefined) throw invalid(`The filter may not speak of ${entity}s here.`);
  const name = entity === 'dataset' ? key : sql.bind(key);
  if (clause.comparator === 'IS NULL' || clause.comparator === 'IS NOT NULL') {
    if (entity !== 'tag' && entity !== 'param') throw badComparator(clause);
    return `${clause.comparator === 'IS NULL' ? 'NOT ' : ''}${beside.exists(name, () => 'true')}`;
  }
  const rules = { type: beside.type, lists: entity === 'dataset', nullable: true };
  return beside.exists(name, (column) => comparison(column, clause, rules, sql));
}

interface Rules {
  readonly type: 'text' | 'number';
  readonly lists?: boolean;
  readonly nullable: boolean;
}

function comparison(column: string, clause: Clause, { type, lists }: Rules, sql: SqlText): string {
  const { comparator, value } = clause;
  if (comparator === 'IN' || comparator === 'NOT IN') {
    if (type !== 'text' || lists !== true) throw badComparator(clause);
    return `${comparator === 'IN' ? '' : 'NOT '}(${column} = ANY(${sql.bind(value)}::text[]))`;
  }
  if (!(type === 'number' ? NUMERIC : TEXTUAL).includes(comparator)) throw badComparator(clause);
  if (type === 'number' && typeof value !== 'number')
    throw invalid(`Expected numeric value type for ${clause.entity} in the filter.`);
  if (type === 'text' && typeof value !== 'string')
    throw invalid(`Expected a quoted string value for ${clause.entity} in the filter.`);
  const place = sql.bind(value);
  if (type === 'number') return `(${column} ${comparator} ${place}::float8)`;
  // Without an escape character a backslash at the end of a pattern is a text like any other.
  const escape = comparator === 'LIKE' || comparator === 'ILIKE' ? ` ESCAPE ''` : '';
  return `(${column} ${comparator === '!=' ? '<>' : comparator} ${place}::text${escape})`;
}

/** Names that every object has are no attributes. */
const attributeOf = ({ attributes }: Searchable, key: string): Attribute | undefined =>
  Object.hasOwn(attributes, key) ? attributes[key] : undefined;

const badComparator = ({ entity }: Clause): Error =>
  invalid(`Invalid comparator in the filter: it cannot be used with this ${entity}.`);

const namesOf = ({ attributes }: Searchable): string =>
  Object.keys(attributes)
    .map((name) => `'${name}'`)
    .join(', ');
