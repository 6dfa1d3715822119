import fc from 'fast-check';
import { MeshError } from '@mesh/product';
import { parseJsonBody } from './json-body.js';

const parse = (text: string | Buffer): unknown => parseJsonBody(Buffer.from(text as string));
const refusal = (text: string | Buffer): MeshError => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof MeshError) return error;
  }
  throw new Error('the body was taken');
};
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('given a body', () => {
  it('reads every JSON document as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 10 }), (text) => {
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is not misled by braces, colons and quotes inside strings', () => {
    const value = { 'a":{"b': '\\"}]:,{"a":1', c: ['{{{{', '\\'] };
    expect(parse(JSON.stringify(value))).toEqual(value);
  });

  it('takes 32 levels and refuses 33, in lists and in objects', () => {
    expect(parse(nested(32))).toEqual(JSON.parse(nested(32)));
    expect(refusal(nested(33)).code).toBe('RUNTIME.BODY_TOO_DEEP');
    expect(refusal('{"a":'.repeat(33) + '1' + '}'.repeat(33)).code).toBe('RUNTIME.BODY_TOO_DEEP');
    expect(refusal('['.repeat(1_000_000)).code).toBe('RUNTIME.BODY_TOO_DEEP');
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n'],
    ['a byte order mark', '\uFEFF{}'],
    ['a cut-off document', '{"age":'],
    ['two documents', '{}{}'],
    ['NaN', '{"age":NaN}'],
    ['Infinity', '[Infinity]'],
    ['a leading zero', '[01]'],
    ['single quotes', "{'age':1}"],
    ['a comment', '{} // MARKER'],
    ['a trailing comma', '[1,]'],
    ['a raw control character', '["\u0001"]'],
    ['an invalid escape', '["\\x41"]'],
  ])('refuses %s', (_, text) => {
    const error = refusal(text);
    expect(error).toMatchObject({ code: 'RUNTIME.BODY_NOT_JSON', status: 400, meta: {} });
    expect(error.cause).toBeUndefined();
  });

  it.each([
    ['a lone continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('refuses %s', (_, bytes) => {
    expect(refusal(Buffer.from(bytes)).code).toBe('RUNTIME.BODY_NOT_JSON');
  });

  it.each([
    ['plainly', '{"age":1,"age":2}', ['/age']],
    ['in other letters', '{"age":1,"\\u0061ge":2}', ['/age']],
    ['inside', '{"a":{"b":[{"c":1,"c":1}]}}', ['/a/b/0/c']],
    ['three times', '{"a":1,"a":2,"a":3}', ['/a', '/a']],
    ['with a null', '{"a":null,"a":null}', ['/a']],
    ['under a name that is a sentence', '{"John Doe":1,"John Doe":2}', ['']],
    ['as __proto__', '{"__proto__":1,"__proto__":2}', ['/__proto__']],
  ])('refuses a field that stands twice %s', (_, text, pointers) => {
    const { code, status, meta } = refusal(text);
    expect([code, status]).toEqual(['RUNTIME.BODY_REPEATS_A_FIELD', 400]);
    expect(meta.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('takes equal names in different objects', () => {
    expect(parse('[{"a":1},{"a":{"a":2}}]')).toEqual([{ a: 1 }, { a: { a: 2 } }]);
  });

  it('keeps __proto__ and constructor as plain fields that change nothing', () => {
    const value = parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('leaves a number too large for a double to the rules of the field', () => {
    expect(parse('{"age":1e999}')).toEqual({ age: Infinity });
  });

  it.each(['["\\ud800"]', '{"a":{"b":"x\\uDC00"}}', '{"\\ud83d":1}', '["\\ude00\\ud83d"]'])(
    'refuses half of a surrogate pair: %s',
    (text) => {
      expect(refusal(text).code).toBe('RUNTIME.BODY_NOT_JSON');
    },
  );

  it('keeps a whole pair, escaped or not', () => {
    expect(parse('["\\ud83d\\ude00","😀"]')).toEqual(['😀', '😀']);
  });
});
