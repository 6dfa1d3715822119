import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { header, type Answer, type Call } from './call.js';
import type { Fault } from './faults.js';
import { StorageError } from './storage-error.js';

/** Takes a request apart; `/{account}/{filesystem}/{path}` as the service answers on an IP address. */
export async function readCall(request: IncomingMessage, account: string): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://double');
  const [, first, fileSystem = '', ...names] = url.pathname.split('/');
  if (first !== account) throw new StorageError('AuthenticationFailed');
  return {
    method: request.method ?? 'GET',
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks),
    fileSystem,
    path: names.map(decodeURIComponent).join('/').replace(/\/$/, ''),
  };
}

/** Sends an answer, or as much of it as the fault lets through. */
export function send(
  call: Pick<Call, 'headers' | 'method'>,
  answer: Answer,
  response: ServerResponse,
  fault?: Fault,
): void {
  if (fault?.kind === 'silent') return;
  if (fault?.kind === 'unanswered') {
    response.destroy();
    return;
  }
  const body = Buffer.from(answer.body ?? '');
  const clientId = header(call, 'x-ms-client-request-id');
  response.writeHead(answer.status, {
    'x-ms-request-id': randomUUID(),
    'x-ms-version': header(call, 'x-ms-version') ?? '2020-12-06',
    ...(clientId !== undefined && { 'x-ms-client-request-id': clientId }),
    'Content-Length': String(body.length),
    ...answer.headers,
  });
  if (call.method === 'HEAD') response.end();
  else if (fault?.kind === 'cutBody' || fault?.kind === 'stalledBody') {
    response.write(body.subarray(0, fault.afterBytes), () => {
      if (fault.kind === 'cutBody') response.destroy();
    });
  } else response.end(body);
}

/** An error as an answer: JSON on the dfs endpoint, XML on the blob endpoint, the code in a header on both. */
export function answerOf(error: unknown, asXml: boolean, retryAfterSeconds?: number): Answer {
  const known = error instanceof StorageError ? error : new StorageError('InternalError');
  return {
    status: known.status,
    headers: {
      'x-ms-error-code': known.code,
      'Content-Type': asXml ? 'application/xml' : 'application/json;charset=utf-8',
      ...known.headers,
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
    },
    body: asXml ? known.toXml() : known.toJson(),
  };
}
