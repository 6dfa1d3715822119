import { headersOf, type TryRequest } from './try-request.js';

/** The call as a module of TypeScript for Node.js; the token comes from the environment. */
export function asTypeScript(request: TryRequest): string {
  const { method, url, body } = request;
  const headers = Object.entries(headersOf(request)).map(([name, value]) => `    ${quoted(name)}: ${quoted(value)},`);
  return [
    `const answer = await fetch(${quoted(url)}, {`,
    ...(method === 'GET' ? [] : [`  method: ${quoted(method)},`]),
    '  headers: {',
    '    authorization: `Bearer ${process.env.TOKEN}`,',
    ...headers,
    '  },',
    ...(body === undefined ? [] : [`  body: JSON.stringify(${indented(JSON.stringify(body, undefined, 2))}),`]),
    '  signal: AbortSignal.timeout(30_000),',
    '});',
    'if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);',
    'console.log(await answer.json());',
  ].join('\n');
}

const quoted = (text: string): string => JSON.stringify(text);

const indented = (text: string): string => text.replaceAll('\n', '\n  ');
