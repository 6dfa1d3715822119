import { randomUUID } from 'node:crypto';
import type { UploadTerms } from '@mesh/ingest';

/** The parsed body of an answer: each spec says itself what it expects there. */
export type Json = ReturnType<typeof JSON.parse>;

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** How a spec speaks to an input port. */
export interface Sender {
  call(method: string, path: string, options?: Sending): Promise<Answered>;
  /** Sends messages or rows in one call. */
  post(body: string | Uint8Array, type: string, headers?: Record<string, string>): Promise<Answered>;
  /** Begins an upload of a name of its own, unless one is given. */
  begin(terms: UploadTerms, upload?: string): Promise<{ readonly upload: string; readonly answer: Answered }>;
  /** Sends one part. */
  part(
    upload: string,
    bytes: string | Uint8Array,
    at: { offset: number; isLast?: boolean; type?: string },
  ): Promise<Answered>;
}

interface Sending {
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

/** Speaks as a role to the input at a place below the address. */
export function senderAs(role: string, address: string, place: string): Sender {
  const call: Sender['call'] = async (method, path, { body, type, headers = {} } = {}) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${role}`,
        ...(type !== undefined && { 'content-type': type }),
        ...headers,
      },
      ...(body !== undefined && { body, duplex: 'half' }),
    } as RequestInit);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    call,
    post: (body, type, headers) => call('POST', place, { body, type, ...(headers && { headers }) }),
    async begin(terms, upload = randomUUID()) {
      const body = JSON.stringify(terms);
      const answer = await call('PUT', `${place}/uploads/${upload}`, { body, type: 'application/json' });
      return { upload, answer };
    },
    part: (upload, body, { offset, isLast = false, type = 'text/csv' }) =>
      call('PATCH', `${place}/uploads/${upload}`, {
        body,
        type,
        headers: { 'upload-offset': String(offset), 'upload-complete': isLast ? '?1' : '?0' },
      }),
  };
}
