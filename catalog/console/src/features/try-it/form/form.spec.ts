import { documentOf, entriesOf, exampleEntries } from './entries.js';
import { fieldProblems, pointersOf } from './field-problems.js';
import { formOf, type FormField } from './form-model.js';
import { describedSchema, takenBy } from './operation.js';

const reading = {
  type: 'object',
  required: ['age', 'sex', 'device'],
  properties: {
    age: { type: 'number', minimum: 0, maximum: 120, description: 'Age of the person', 'x-unit': 'a', examples: [63] },
    sex: { enum: [0, 1], 'x-categories': { '0': 'female', '1': 'male' } },
    cp: { enum: [1, 2, null] },
    chol: { type: ['number', 'null'], 'x-unit': 'mg/dL', examples: [null, 233] },
    vessels: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] },
    patientId: { type: 'string', minLength: 1, maxLength: 8, 'x-phi': true, examples: ['synthetic-1'] },
    measuredAt: { type: ['string', 'null'], format: 'date-time' },
    worn: { type: ['boolean', 'null'] },
    device: { $ref: '#/components/schemas/Device' },
    notes: { type: 'array', items: { type: 'string' } },
    'a/b': { type: 'string' },
  },
} as const;

const openapi = {
  components: {
    schemas: {
      Reading: reading,
      Device: { type: 'object', required: ['maker'], properties: { maker: { type: 'string' } } },
    },
  },
  paths: {
    '/scores': { post: { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } } },
    '/heart-disease-risk/v1/scores': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Reading' },
              examples: { one: { value: { age: 41 } } },
            },
          },
        },
      },
    },
  },
};

const fields = formOf(reading, openapi);
const field = (name: string): FormField => fields.find((one) => one.name === name)!;

describe('given the schema of a document', () => {
  it('asks for each field in the way that fits it', () => {
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['age', 'number'],
      ['sex', 'choice'],
      ['cp', 'choice'],
      ['chol', 'number'],
      ['vessels', 'integer'],
      ['patientId', 'text'],
      ['measuredAt', 'instant'],
      ['worn', 'choice'],
      ['device', 'group'],
      ['notes', 'json'],
      ['a/b', 'text'],
    ]);
  });

  it('knows what must be there, units, ranges and what is personal', () => {
    expect(field('age')).toMatchObject({ required: true, unit: 'a', min: 0, max: 120, meaning: 'Age of the person' });
    expect(field('chol')).toMatchObject({ required: false, unit: 'mg/dL', examples: [233] });
    expect(field('vessels')).toMatchObject({ min: 0 });
    expect(field('patientId')).toMatchObject({ personal: true, maxLength: 8 });
  });

  it('gives coded values the names that people read, and never offers null', () => {
    expect(field('sex').choices).toEqual([
      { entry: '0', value: 0, label: '0 · female' },
      { entry: '1', value: 1, label: '1 · male' },
    ]);
    expect(field('cp').choices?.map(({ value }) => value)).toEqual([1, 2]);
    expect(field('worn').choices?.map(({ value }) => value)).toEqual([true, false]);
  });

  it('points to fields as JSON pointers do, into groups too', () => {
    expect(pointersOf(fields)).toEqual(expect.arrayContaining(['/device/maker', '/a~1b']));
  });
});

describe('given what a reader entered', () => {
  it('makes the document, and leaves out what is unknown', () => {
    const entries = {
      '/age': ' 63 ',
      '/sex': '1',
      '/cp': '',
      '/device/maker': 'acme',
      '/notes': '["a"]',
      '/worn': 'false',
    };
    expect(documentOf(fields, entries)).toEqual({
      age: 63,
      sex: 1,
      device: { maker: 'acme' },
      notes: ['a'],
      worn: false,
    });
  });

  it('sends what is no number as it is: the product says what it expected', () => {
    expect(documentOf(fields, { '/age': 'old', '/notes': 'no list' })).toMatchObject({ age: 'old', notes: 'no list' });
  });

  it('keeps a required group even when nothing in it is known', () => {
    expect(documentOf(fields, {})).toEqual({ device: {} });
  });

  it('takes a whole sample and gives it back', () => {
    const sample = {
      age: 1.5,
      sex: 0,
      chol: null,
      measuredAt: '2026-01-01T00:00:00Z',
      worn: true,
      device: { maker: 'x' },
      notes: [1],
    };
    const { chol: _unknown, ...known } = sample;
    expect(documentOf(fields, entriesOf(fields, sample))).toEqual(known);
  });

  it('fills in the examples of the fields', () => {
    expect(exampleEntries(fields)).toMatchObject({
      '/age': '63',
      '/chol': '233',
      '/sex': '0',
      '/patientId': 'synthetic-1',
    });
  });
});

describe('given the answer that a document is wrong', () => {
  const problem = (...pointers: string[]) => ({
    title: 'The document does not keep the contract',
    status: 422,
    errors: pointers.map((pointer) => ({ pointer, message: `bad ${pointer}` })),
  });

  it('says it next to the field, that of a list next to the list', () => {
    expect(fieldProblems(problem('/age', '/device/maker', '/notes/0'), fields)).toEqual({
      byPointer: { '/age': 'bad /age', '/device/maker': 'bad /device/maker', '/notes': 'bad /notes/0' },
      elsewhere: [],
    });
  });

  it('keeps together what is said about one field', () => {
    expect(fieldProblems(problem('/age', '/age'), fields).byPointer).toEqual({ '/age': 'bad /age; bad /age' });
  });

  it('shows apart what belongs to no field', () => {
    const { byPointer, elsewhere } = fieldProblems(problem('', '/unheard', '?limit'), fields);
    expect(byPointer).toEqual({});
    expect(elsewhere.map(({ pointer }) => pointer)).toEqual(['', '/unheard', '?limit']);
  });

  it('has nothing to say without a problem', () => {
    expect(fieldProblems(undefined, fields)).toEqual({ byPointer: {}, elsewhere: [] });
  });
});

describe('given an OpenAPI document', () => {
  it('finds what a port takes, by the whole path before the short one', () => {
    const taken = takenBy({ method: 'POST', path: '/heart-disease-risk/v1/scores' }, openapi);
    expect(taken?.schema).toMatchObject({ required: ['age', 'sex', 'device'] });
    expect(taken?.examples).toEqual([{ age: 41 }]);
  });

  it('finds it below the address of a server', () => {
    expect(takenBy({ method: 'POST', path: '/other/v1/scores' }, openapi)?.schema).toEqual({ type: 'object' });
  });

  it('says that it does not know', () => {
    expect(takenBy({ method: 'POST', path: '/outcomes' }, openapi)).toBeUndefined();
    expect(takenBy({ method: 'POST', path: '/scores' }, {})).toBeUndefined();
  });

  it('falls back to what the catalog describes', () => {
    const schema = describedSchema({
      fields: [{ name: 'age', type: 'number', unit: 'a', phi: false, required: true }],
    });
    expect(formOf(schema, undefined)).toMatchObject([{ name: 'age', kind: 'number', unit: 'a', required: true }]);
  });
});
