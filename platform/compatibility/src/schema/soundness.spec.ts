import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { judge } from '../effect.js';
import { isObject } from '../json.js';
import { edited, schemas, valuesOf } from '../testing/arbitrary-schemas.js';
import { compareSchemas } from './compare-schemas.js';
import { resolve } from './resolve.js';

type Schema = Record<string, unknown>;
type Accepts = (value: unknown) => boolean;

const ajv = new Ajv2020({ strict: false, validateSchema: false });
addFormats.default(ajv);

function accepts(schema: unknown): Accepts {
  const verdict = ajv.compile(schema as Schema);
  return (value) => verdict(value);
}

/** As readers have to read it: fields that they do not know are ignored. */
function asRead(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asRead);
  if (!isObject(schema)) return schema;
  const { additionalProperties, ...rest } = schema;
  return Object.fromEntries([
    ...Object.entries(rest).map(([keyword, value]) => [keyword, LITERAL.has(keyword) ? value : asRead(value)]),
    ...(additionalProperties === undefined || additionalProperties === false
      ? []
      : [['additionalProperties', asRead(additionalProperties)]]),
  ]) as unknown;
}
// Under `not` to let more pass is to let less pass.
const LITERAL = new Set(['enum', 'const', 'required', 'not']);

const pairs = fc.oneof(edited, fc.tuple(schemas, schemas)).chain(([before, after]) =>
  fc.record({
    before: fc.constant(before),
    after: fc.constant(after),
    values: fc.array(fc.oneof(valuesOf(before), valuesOf(after)), { minLength: 20, maxLength: 20 }),
  }),
);

const hurts = (before: unknown, after: unknown, direction: 'input' | 'output'): boolean =>
  compareSchemas(before, after).some(({ effect }) => judge(effect, direction).hurts !== 'nobody');

const RUNS = { numRuns: 1_000, seed: 20_260_301 };

describe('given any schema and any edit of it', () => {
  it('lets nothing out that a reader of the old one was promised not to meet, when it says that readers are not hurt', () => {
    let proven = 0;
    fc.assert(
      fc.property(pairs, ({ before, after, values }) => {
        if (hurts(before, after, 'output')) return;
        const [old, new_] = [accepts(asRead(before)), accepts(after)];
        for (const value of values.filter(new_)) {
          proven += 1;
          expect({ value, acceptedBefore: old(value) }).toEqual({ value, acceptedBefore: true });
        }
      }),
      RUNS,
    );
    expect(proven).toBeGreaterThan(1_000);
  });

  it('refuses nothing that a writer of the old one was allowed to send, when it says that writers are not hurt', () => {
    let proven = 0;
    fc.assert(
      fc.property(pairs, ({ before, after, values }) => {
        if (hurts(before, after, 'input')) return;
        const [old, new_] = [accepts(before), accepts(after)];
        for (const value of values.filter(old)) {
          proven += 1;
          expect({ value, acceptedAfter: new_(value) }).toEqual({ value, acceptedAfter: true });
        }
      }),
      RUNS,
    );
    expect(proven).toBeGreaterThan(1_000);
  });

  it('finds no difference between a schema and itself', () => {
    fc.assert(
      fc.property(schemas, (schema) => {
        expect(compareSchemas(schema, structuredClone(schema))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('takes it apart into one that accepts the same', () => {
    const samples = schemas.chain((schema) =>
      fc.tuple(fc.constant(schema), fc.array(valuesOf(schema), { minLength: 20, maxLength: 20 })),
    );
    fc.assert(
      fc.property(samples, ([schema, values]) => {
        const apart = resolve(schema, () => undefined);
        const [whole, parts] = [accepts(schema), accepts(apart)];
        expect({ apart, accepted: values.filter(parts) }).toEqual({ apart, accepted: values.filter(whole) });
      }),
      RUNS,
    );
  });
});
