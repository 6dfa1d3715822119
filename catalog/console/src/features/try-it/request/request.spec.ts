import { execFileSync } from 'node:child_process';
import { addedFacts } from './added-facts.js';
import { asCurl } from './as-curl.js';
import { asPython } from './as-python.js';
import { asTypeScript } from './as-typescript.js';
import { datasetUrl } from './dataset-request.js';
import type { TryRequest } from './try-request.js';

const POST: TryRequest = {
  method: 'POST',
  url: 'http://127.0.0.1:4001/heart-disease-risk/v1/scores',
  purpose: 'TREAT',
  body: { patientId: `o'hara "$HOME" \\ \`id\``, age: 63, oldpeak: -1.5, exang: null, worn: true, near: ['ä', 'b\n'] },
};
const GET: TryRequest = { method: 'GET', url: 'http://127.0.0.1:4001/history?limit=2&from=2026-01-01T00%3A00%3A00Z' };

/** What a shell hands to `curl`, word by word. */
function wordsOf(command: string): readonly string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\nTOKEN=secret\n${command}`;
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** What a module hands to `fetch`. */
async function fetchedBy(module: string): Promise<{ url: string; init: Record<string, unknown> }> {
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  let seen: { url: string; init: Record<string, unknown> } | undefined;
  const fetch = (url: string, init: Record<string, unknown>) => {
    seen = { url, init };
    return Promise.resolve({ ok: true, json: () => Promise.resolve({}) });
  };
  const run = AsyncFunction('fetch', 'process', 'console', module) as unknown as (...given: unknown[]) => Promise<void>;
  await run(fetch, { env: { TOKEN: 'secret' } }, { log: () => undefined });
  return seen!;
}

describe('given a call as a command', () => {
  it('reaches curl through a shell as it was meant, whatever stands in the document', () => {
    const [, url, ...rest] = wordsOf(asCurl(POST));
    expect(url).toBe(POST.url);
    expect(rest.slice(0, 6)).toEqual([
      '-H',
      'Authorization: Bearer secret',
      '-H',
      'mesh-purpose: TREAT',
      '-H',
      'content-type: application/json',
    ]);
    expect(rest[6]).toBe('-d');
    expect(JSON.parse(rest[7]!)).toEqual(POST.body);
  });

  it('leaves out what a reading call has not', () => {
    expect(wordsOf(asCurl(GET))).toEqual(['-sS', GET.url, '-H', 'Authorization: Bearer secret']);
  });
});

describe('given a call as TypeScript', () => {
  it('fetches the same', async () => {
    const { url, init } = await fetchedBy(asTypeScript(POST));
    expect(url).toBe(POST.url);
    expect(init['method']).toBe('POST');
    expect(init['headers']).toEqual({
      authorization: 'Bearer secret',
      'mesh-purpose': 'TREAT',
      'content-type': 'application/json',
    });
    expect(JSON.parse(init['body'] as string)).toEqual(POST.body);
  });

  it('reads without a body', async () => {
    const { url, init } = await fetchedBy(asTypeScript(GET));
    expect(url).toBe(GET.url);
    expect(init).not.toHaveProperty('body');
    expect(init).not.toHaveProperty('method');
  });
});

describe('given a call as Python', () => {
  const text = asPython(POST);

  it('writes values as Python does', () => {
    expect(text).toContain(
      '    "exang": None,\n    "worn": True,\n    "near": [\n        "ä",\n        "b\\n",\n    ],\n',
    );
    expect(text).toContain('    "oldpeak": -1.5,\n');
    expect(text).toContain(`    "patientId": ${JSON.stringify((POST.body as { patientId: string }).patientId)},\n`);
  });

  it('sends the document with the token of the environment', () => {
    expect(text).toContain('"Authorization": "Bearer " + os.environ["TOKEN"],');
    expect(text).toContain('    data=json.dumps(document).encode(),\n');
    expect(asPython(GET)).not.toContain('data=');
  });
});

describe('given a question to a dataset', () => {
  it('says only what was asked', () => {
    const url = 'http://127.0.0.1:4001/history';
    expect(datasetUrl(url, { from: '', to: '', columns: [], limit: '20' })).toBe(`${url}?limit=20`);
    expect(datasetUrl(url, { columns: ['age', 'sex'], limit: '5', cursor: 'c' })).toBe(
      `${url}?columns=age%2Csex&limit=5&cursor=c`,
    );
  });
});

describe('given an answer', () => {
  it('picks out what the call had not said, numbers readable, groups by their name', () => {
    const sent = { age: 63, patientId: 'p-1' };
    const answered = {
      ...sent,
      probability: 0.4513776898,
      model: { name: 'm', version: '1', tags: ['a'] },
      rows: [1],
      none: null,
    };
    expect(addedFacts(sent, answered)).toEqual([
      ['probability', expect.stringMatching(/^0.4514$/)],
      ['model.name', 'm'],
      ['model.version', '1'],
    ]);
  });

  it.each([undefined, null, 'text', [1, 2]])('has nothing to pick out of %j', (answered) => {
    expect(addedFacts({}, answered)).toEqual([]);
  });
});
