import { invalid } from '../mlflow.errors.js';
import { tokensOf, type Token } from './tokens.js';

/** What a clause speaks of. */
export type Entity = 'attribute' | 'metric' | 'param' | 'tag' | 'dataset';

/** The comparators of MLflow's filter language. */
export type Comparator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'ILIKE' | 'IN' | 'NOT IN' | 'IS NULL' | 'IS NOT NULL';

/** `metrics.auc` */
export interface Subject {
  readonly entity: Entity;
  readonly key: string;
}

/** `metrics.auc > 0.9` */
export interface Clause extends Subject {
  readonly comparator: Comparator;
  /** A list with IN, undefined with IS NULL. */
  readonly value: number | string | readonly string[] | undefined;
}

const MOST_CLAUSES = 100;
const ENTITIES: ReadonlyMap<string, Entity> = new Map(
  Object.entries({
    ...{ metric: 'metric', metrics: 'metric' },
    ...{ parameter: 'param', parameters: 'param', param: 'param', params: 'param' },
    ...{ tag: 'tag', tags: 'tag' },
    ...{ attribute: 'attribute', attributes: 'attribute', attr: 'attribute', run: 'attribute' },
    ...{ dataset: 'dataset', datasets: 'dataset' },
  } as const),
);

/** Reads clauses joined by AND, as MLflow's search does; raises INVALID_PARAMETER_VALUE. */
export function clausesOf(filter: string | undefined): Clause[] {
  const reader = new ClauseReader(tokensOf(filter ?? ''));
  const clauses: Clause[] = [];
  if (reader.ended) return clauses;
  do {
    clauses.push(reader.clause());
    if (clauses.length > MOST_CLAUSES) throw invalid(`A filter has at most ${MOST_CLAUSES} clauses.`);
  } while (reader.and());
  return clauses;
}

/** One part of `order_by`: `metrics.auc DESC`; ascending without a direction. */
export function readOrder(text: string): Subject & { readonly descending: boolean } {
  const reader = new ClauseReader(tokensOf(text));
  const subject = reader.subject();
  const descending = reader.direction();
  if (!reader.ended) throw invalid('Invalid order_by clause: a field and ASC or DESC were expected.');
  return { ...subject, descending };
}

class ClauseReader {
  private place = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get ended(): boolean {
    return this.now.kind === 'end';
  }

  clause(): Clause {
    const subject = this.subject();
    if (this.took('IS')) return { ...subject, comparator: this.nullness(), value: undefined };
    const negated = this.took('NOT');
    if (this.took('IN')) return { ...subject, comparator: negated ? 'NOT IN' : 'IN', value: this.texts() };
    if (negated) throw this.wrong('IN');
    return { ...subject, comparator: this.comparator(), value: this.value() };
  }

  /** A field by its name, or a key of metrics, params or tags, which may stand in quotes. */
  subject(): Subject {
    const token = this.take();
    if (token.kind === 'key') return { entity: 'attribute', key: token.text };
    if (token.kind !== 'word') throw this.wrong('a field', token);
    const dot = token.text.indexOf('.');
    if (dot < 0) return { entity: 'attribute', key: token.text };
    const entity = ENTITIES.get(token.text.slice(0, dot).toLowerCase());
    if (entity === undefined)
      throw invalid(
        `Invalid entity type at character ${token.at}. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset'].`,
      );
    const key = token.text.slice(dot + 1);
    if (key !== '') return { entity, key };
    const quoted = this.take();
    if (quoted.kind !== 'key' || quoted.at !== token.at + token.text.length) throw this.wrong('a key', quoted);
    return { entity, key: quoted.text };
  }

  and(): boolean {
    if (this.ended) return false;
    if (!this.took('AND')) throw this.wrong('AND');
    return true;
  }

  direction(): boolean {
    const descending = this.took('DESC');
    if (!descending) this.took('ASC');
    return descending;
  }

  private nullness(): Comparator {
    const negated = this.took('NOT');
    if (!this.took('NULL')) throw this.wrong('NULL');
    return negated ? 'IS NOT NULL' : 'IS NULL';
  }

  private comparator(): Comparator {
    const token = this.take();
    const word = token.text.toUpperCase();
    if (token.kind === 'word' && (word === 'LIKE' || word === 'ILIKE')) return word;
    if (token.kind === 'sign' && /^(=|!=|<>|<|<=|>|>=)$/.test(token.text))
      return token.text === '<>' ? '!=' : (token.text as Comparator);
    throw this.wrong('a comparator', token);
  }

  private value(): string | number {
    const token = this.take();
    if (token.kind === 'number') return Number(token.text);
    // A text in double quotes is a value here and a key elsewhere.
    if (token.kind === 'text' || token.kind === 'key') return token.text;
    throw this.wrong('a number or a text in quotes', token);
  }

  private texts(): string[] {
    const texts: string[] = [];
    this.sign('(');
    do {
      const token = this.take();
      if (token.kind !== 'text' && token.kind !== 'key') throw this.wrong('a text in quotes', token);
      texts.push(token.text);
    } while (this.now.text === ',' && this.take());
    this.sign(')');
    return texts;
  }

  private sign(sign: string): void {
    const token = this.take();
    if (token.kind !== 'sign' || token.text !== sign) throw this.wrong(sign, token);
  }

  private took(word: string): boolean {
    const isWord = this.now.kind === 'word' && this.now.text.toUpperCase() === word;
    if (isWord) this.place += 1;
    return isWord;
  }

  private get now(): Token {
    return this.tokens[this.place]!;
  }

  private take(): Token {
    const token = this.now;
    if (token.kind !== 'end') this.place += 1;
    return token;
  }

  private wrong(wanted: string, { at } = this.now): Error {
    return invalid(`Invalid clause(s) in filter string: ${wanted} was expected at character ${at}.`);
  }
}
