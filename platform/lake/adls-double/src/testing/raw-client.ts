import type { AdlsDouble } from '../adls-double.js';

/** An answer taken apart. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The error code of the header, empty when it succeeded. */
  readonly code: string;
}

/** Speaks to the double as bytes on a connection do, without the help of a client library. */
export class RawClient {
  constructor(
    private readonly double: AdlsDouble,
    private readonly sas = double.sas(),
  ) {}

  async send(
    method: string,
    pathAndQuery: string,
    { headers = {}, body }: { headers?: Readonly<Record<string, string>>; body?: string } = {},
  ): Promise<RawAnswer> {
    const [path = '', query = ''] = pathAndQuery.split('?');
    const url = `${this.double.url}${path}?${query === '' ? '' : `${query}&`}${this.sas}`;
    const version = 'x-ms-version' in headers ? {} : { 'x-ms-version': '2023-11-03' };
    const response = await fetch(url, {
      method,
      headers: { ...version, ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      code: response.headers.get('x-ms-error-code') ?? '',
    };
  }

  create(path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
    return this.send('PUT', `${path}?resource=file`, { headers, body: '' });
  }

  append(
    path: string,
    position: number | string,
    body: string,
    headers: Record<string, string> = {},
  ): Promise<RawAnswer> {
    return this.send('PATCH', `${path}?action=append&position=${position}`, { body, headers });
  }

  flush(path: string, position: number, headers: Record<string, string> = {}, more = ''): Promise<RawAnswer> {
    return this.send('PATCH', `${path}?action=flush&position=${position}${more}`, { body: '', headers });
  }

  /** `source` without the account. */
  rename(source: string, path: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
    const from = `${new URL(this.double.url).pathname}${source}?${this.sas}`;
    return this.send('PUT', `${path}?mode=legacy`, { headers: { 'x-ms-rename-source': from, ...headers }, body: '' });
  }

  lease(path: string, action: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
    return this.send('PUT', `${path}?comp=lease`, { headers: { 'x-ms-lease-action': action, ...headers }, body: '' });
  }
}
