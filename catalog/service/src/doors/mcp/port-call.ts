import { MeshError, type ErrorKind, type FieldError } from '@mesh/product';

import type { Assistant } from './assistant.js';
import { McpErrors } from './mcp.errors.js';

const DEADLINE_MS = 10_000;
const MOST_BYTES = 256 * 1_024;

/** Asks a port with the caller's own token and purpose; what the port refuses is thrown as the port said it. */
export async function askPort(
  url: URL,
  { authorization, purpose, traceparent }: Assistant,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(url, {
    headers: { authorization, accept: 'application/json', traceparent, ...(purpose && { 'mesh-purpose': purpose }) },
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).catch(() => {
    throw McpErrors.PORT_SILENT();
  });
  const said = await textOf(answer);
  const body = objectIn(said);
  if (answer.ok && body !== undefined) return body;
  throw refusal(answer.status, body ?? {});
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      bytes += (chunk as Uint8Array).byteLength;
      if (bytes > MOST_BYTES) throw McpErrors.ANSWER_TOO_LARGE();
      chunks.push(chunk as Uint8Array);
    }
  } catch (error) {
    throw error instanceof MeshError ? error : McpErrors.PORT_SILENT();
  }
  return Buffer.concat(chunks).toString('utf8');
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'missing',
  409: 'conflict',
  422: 'invalid',
  429: 'throttled',
};

/** The problem of a port (RFC 9457) as an error of ours, with what it says and nothing else. */
function refusal(status: number, problem: Readonly<Record<string, unknown>>): MeshError {
  const kind = KINDS[status];
  if (kind === undefined) return McpErrors.PORT_SILENT();
  const { code, spec } = McpErrors.PORT_REFUSED;
  const said = (name: string, otherwise: string) => (typeof problem[name] === 'string' ? problem[name] : otherwise);
  const { rule, errors } = problem;
  return new MeshError(
    said('code', code),
    { kind, title: said('title', spec.title), fix: said('detail', spec.fix) },
    {
      ...(typeof rule === 'string' && { rule }),
      ...(Array.isArray(errors) && { errors: errors as readonly FieldError[] }),
    },
  );
}
