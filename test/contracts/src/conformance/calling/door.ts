import type { Ledger } from '../judging/ledger.js';
import { judgeAnswer } from '../judging/judge-answer.js';
import type { KnownProduct } from '../known/known-product.js';
import type { Operation } from '../known/open-api.js';
import type { Caller } from './callers.js';
import { exchange, type Exchange } from './exchange.js';

/** What is sent besides the address. */
export interface Sending {
  /** Nobody, when it is left out. */
  readonly as?: Caller;
  readonly query?: Readonly<Record<string, string>>;
  /** A text and bytes are sent as they are, any other value as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** In the place of the path of the document, below the base path. */
  readonly path?: string;
}

export interface Answer extends Exchange {
  readonly code: string | undefined;
  /** The body as JSON; undefined when it is none. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** Calls the operations of a product; each answer is judged by its document and noted. */
export class Door {
  constructor(
    readonly product: KnownProduct,
    private readonly ledger: Ledger,
  ) {}

  async call(operation: Operation, sending: Sending = {}): Promise<Answer> {
    const headers = await headersOf(sending);
    const { body } = sending;
    const answer = await exchange(this.addressOf(operation, sending), {
      method: operation.method.toUpperCase(),
      headers,
      ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
    });
    return this.note(operation, answer);
  }

  /** Judges an answer and writes it down. */
  note(operation: Operation, answer: Exchange): Answer {
    const json = jsonOf(answer);
    const code = answer.status >= 400 && typeof json?.['code'] === 'string' ? json['code'] : undefined;
    this.ledger.note(
      { operation: operation.id, status: answer.status, code },
      judgeAnswer(this.product.openApi, operation, answer),
    );
    return { ...answer, code, json };
  }

  addressOf(operation: Operation, { query = {}, path = operation.path }: Pick<Sending, 'query' | 'path'> = {}): string {
    const asked = new URLSearchParams(query).toString();
    return `${this.product.address}${this.product.openApi.basePath}${path}${asked === '' ? '' : `?${asked}`}`;
  }
}

const isRaw = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array;

/** The headers of a call: who calls, why, and what is sent. */
export async function headersOf({ as, body, headers }: Sending): Promise<Record<string, string>> {
  return {
    ...(as !== undefined && { authorization: `Bearer ${await as.identity.token()}`, 'mesh-purpose': as.purpose }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
}

function jsonOf({ text, headers }: Exchange): Answer['json'] {
  if (!/[/+]json\b/.test(headers.get('content-type') ?? '')) return undefined;
  try {
    return JSON.parse(text) as Answer['json'];
  } catch {
    return undefined;
  }
}
