import { headersOf, type TryRequest } from './try-request.js';

/** The call as a command; the token comes from the variable TOKEN. */
export function asCurl(request: TryRequest): string {
  const { method, url, body } = request;
  const words = [
    `curl -sS ${quoted(url)}`,
    ...(method === 'GET' || (method === 'POST' && body !== undefined) ? [] : [`-X ${method}`]),
    `-H "Authorization: Bearer $TOKEN"`,
    ...Object.entries(headersOf(request)).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(JSON.stringify(body, undefined, 2))}`]),
  ];
  return words.join(' \\\n  ');
}

/** One word for a POSIX shell, whatever stands in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
