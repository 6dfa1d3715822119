import type { LoggedEvent, NewEvent } from '@mesh/events';
import { nameOf, type Subject } from '../subjects/subject.js';
import { TOKEN_PATTERN, TOKEN_PREFIX } from '../subjects/token.js';
import type { Recent } from '../subjects/recent.js';
import { RevealedEvent } from './revealed-event.js';

type Fields = Readonly<Record<string, unknown>>;

/** Which texts of a topic's messages are personal, and how tokens take their place and give it back. */
export class SealingPlan {
  /** A quote inside a JSON text is escaped, so that this never matches within a value that somebody made up. */
  private readonly tokensInJson: RegExp;

  constructor(
    readonly domain: string,
    readonly fields: readonly string[],
  ) {
    const names = fields.map((field) => field.replaceAll(/[^\w]/g, '\\$&')).join('|');
    this.tokensInJson = new RegExp(`("(?:${names})"\\s*:\\s*")(${TOKEN_PATTERN})(?=")`, 'g');
  }

  /** The event with tokens for its persons; undefined when one of them is not among the known. */
  sealed(event: NewEvent, known: Recent<string>): NewEvent | undefined {
    const data = fieldsOf(event.data);
    const person = data && this.personOf(data, event.key);
    if (data === undefined || person === undefined) return event;
    const sealed = this.sealedFields(data, person, known);
    const key = event.key === person ? known.get(person) : event.key;
    return sealed === undefined || key === undefined ? undefined : { ...event, key, data: sealed };
  }

  /** A document kept beside the log, with tokens for its persons; undefined when one of them is not among the known. */
  sealedDocument(document: unknown, known: Recent<string>): unknown {
    const data = fieldsOf(document);
    const person = data && this.personOf(data, '');
    return data === undefined || person === undefined ? document : this.sealedFields(data, person, known);
  }

  /** Everybody and everything that the event names in a personal text. */
  subjectsOf({ key, data: given }: Pick<NewEvent, 'key' | 'data'>): readonly Subject[] {
    const data = fieldsOf(given);
    const person = data && this.personOf(data, key);
    if (data === undefined || person === undefined) return [];
    const { domain } = this;
    return this.fields.flatMap((field) => {
      const text = data[field];
      if (typeof text !== 'string' || text === '') return [];
      return [text === person ? { domain, person } : { domain, person, text }];
    });
  }

  /** The tokens that stand in an event. */
  tokensOf({ key, json }: LoggedEvent): readonly string[] {
    const inText = this.tokensIn(json);
    return key.startsWith(TOKEN_PREFIX) ? [key, ...inText] : inText;
  }

  /** The tokens that stand where persons stood in a JSON text. */
  tokensIn(json: string): readonly string[] {
    if (!json.includes(TOKEN_PREFIX)) return [];
    return [...json.matchAll(this.tokensInJson)].map(([, , token = '']) => token);
  }

  /** The event with its persons in the places of their tokens; a token that is a name of nobody stays. */
  revealed(event: LoggedEvent, texts: ReadonlyMap<string, string>): LoggedEvent {
    return new RevealedEvent(event, texts.get(event.key) ?? event.key, this.revealedText(event.json, texts));
  }

  revealedText(json: string, texts: ReadonlyMap<string, string>): string {
    return json.replace(this.tokensInJson, (whole, before: string, token: string) => {
      const text = texts.get(token);
      return text === undefined ? whole : before + JSON.stringify(text).slice(1, -1);
    });
  }

  private sealedFields(data: Fields, person: string, known: Recent<string>): Fields | undefined {
    // A spread alone keeps the shape of the object, so that the field below and JSON.stringify find it as it was.
    const sealed: Record<string, unknown> = { ...data };
    for (const field of this.fields) {
      const text = data[field];
      if (typeof text !== 'string' || text === '') continue;
      const token = known.get(text === person ? person : nameOf(person, text));
      if (token === undefined) return undefined;
      sealed[field] = token;
    }
    return sealed;
  }

  /** The person is whom the event is kept under, or else the first who is named. */
  private personOf(data: Fields, key: string): string | undefined {
    let first: string | undefined;
    for (const field of this.fields) {
      const text = data[field];
      if (typeof text !== 'string' || text === '') continue;
      if (text === key) return text;
      first ??= text;
    }
    return first;
  }
}

const fieldsOf = (data: unknown): Fields | undefined =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Fields) : undefined;
