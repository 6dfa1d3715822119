import { at, membersOf, top, type Place } from './pointer.js';
import { SchemaJudge } from './schema-judge.js';

interface MessageExample {
  readonly name: string;
  readonly headers: unknown;
  readonly payload: unknown;
}

/** A topic with what its document says of each message. */
export interface Channel {
  /** Name of the event port, or of the input. */
  readonly name: string;
  readonly topic: string;
  /** Name of the operation: of a stream port, its own. */
  readonly operation: string;
  readonly action: 'send' | 'receive';
  readonly partitions: number | undefined;
  /** Where the schemas stand. */
  readonly headers: string;
  readonly payload: string;
  readonly key: string;
  /** The fields of the payload that are of a person. */
  readonly personal: readonly string[];
  readonly examples: readonly MessageExample[];
}

interface WrittenChannel {
  readonly address: string;
  readonly bindings?: { readonly kafka?: { readonly partitions?: number } };
}

type Fields = Readonly<Record<string, { readonly 'x-phi'?: boolean }>>;

/** An AsyncAPI document as a stranger reads it. */
export class AsyncApi {
  readonly judge: SchemaJudge;
  readonly channels: readonly Channel[];

  constructor(private readonly document: object) {
    this.judge = new SchemaJudge(document);
    const operations = membersOf<{ readonly action: Channel['action'] }>(
      document,
      at(document, top(document), 'operations'),
    );
    this.channels = operations.map(([name, operation]) => this.channel(name, operation.part.action, operation));
  }

  private channel(name: string, action: Channel['action'], operation: Place): Channel {
    const { document } = this;
    const channel = at<WrittenChannel>(document, operation, 'channel');
    const message = at<{ readonly examples?: readonly MessageExample[] }>(document, operation, 'messages', '0');
    const payload = at(document, message, 'payload');
    const fields = at<Fields>(document, payload, 'properties').part;
    return {
      name: channel.pointer.split('/').at(-1) ?? '',
      topic: channel.part.address,
      operation: name,
      action,
      partitions: channel.part.bindings?.kafka?.partitions,
      headers: at(document, message, 'headers').pointer,
      payload: payload.pointer,
      key: at(document, message, 'bindings', 'kafka', 'key').pointer,
      personal: Object.keys(fields).filter((name) => fields[name]?.['x-phi'] === true),
      examples: message.part.examples ?? [],
    };
  }
}
