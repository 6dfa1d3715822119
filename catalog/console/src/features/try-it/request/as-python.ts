import { headersOf, type TryRequest } from './try-request.js';

/** The call as a program of Python's standard library; the token comes from the environment. */
export function asPython(request: TryRequest): string {
  const { method, url, body } = request;
  const headers = Object.entries(headersOf(request)).map(
    ([name, value]) => `        ${literal(name)}: ${literal(value)},`,
  );
  return [
    'import json',
    'import os',
    'from urllib.request import Request, urlopen',
    '',
    ...(body === undefined ? [] : [`document = ${literal(body)}`, '']),
    'request = Request(',
    `    ${literal(url)},`,
    `    method=${literal(method)},`,
    '    headers={',
    '        "Authorization": "Bearer " + os.environ["TOKEN"],',
    ...headers,
    '    },',
    ...(body === undefined ? [] : ['    data=json.dumps(document).encode(),']),
    ')',
    'with urlopen(request, timeout=30) as answer:',
    '    print(json.dumps(json.load(answer), indent=2))',
  ].join('\n');
}

const STEP = 4;

/** A JSON value as Python writes it. */
function literal(value: unknown, indent = 0): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const items = Array.isArray(value)
    ? value.map((item) => literal(item, indent + STEP))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literal(item, indent + STEP)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return `${open}${close}`;
  const inner = ' '.repeat(indent + STEP);
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${' '.repeat(indent)}${close}`;
}
