import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString } from 'class-validator';
import { consumes, Code, dataProduct, dataset, event, IsInstant, Meaning, model, Phi, rest, Unit } from '@mesh/product';
import { columnsOf, datasetSettings } from './columns.js';
import { describeProduct } from './describe.js';
import { toServed } from './served-product.js';

class Reading {
  @Meaning('The person')
  @Phi()
  @IsString()
  person!: string;

  @Unit('/min')
  @Code('LOINC', '8867-4')
  @IsOptional()
  @IsNumber()
  pulse?: number | null;

  @IsInt()
  beats!: number;

  @IsOptional()
  @IsIn([0, 1])
  worn?: number | null;

  @IsBoolean()
  awake!: boolean;

  @IsIn(['wrist', 'chest'])
  place!: string;

  @IsOptional()
  @IsInstant()
  sentAt?: string | null;

  @IsInstant()
  takenAt!: string;
}

const taken = event('taken', {
  summary: 'A reading was taken',
  message: Reading,
  id: 'takenAt',
  key: 'person',
  at: 'takenAt',
});
const declared = dataProduct('cardiology.pulse', {
  version: '2.1.0',
  title: 'Pulse',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the pulse of a person.',
  sensitivity: 'phi',
  inputs: { weather: consumes({ id: 'weather.heat', version: '1.0.0' }, taken) },
  models: {
    risk: model('pulse-risk', {
      features: Reading,
      learnsFrom: { dataset: 'history', rows: Reading, label: 'worn' },
      card: 'pulse.card.md',
      gates: {},
    }),
  },
  ports: {
    readings: rest.post('/readings', { summary: 'Takes a reading', body: Reading, returns: Reading }),
    taken,
    history: dataset('past-readings', {
      summary: 'Every reading',
      row: Reading,
      key: 'takenAt',
      partitionBy: 'takenAt',
      lands: 'taken',
      refresh: '5m',
    }),
  },
  grants: [{ role: 'clinic', ports: ['readings'], purposes: ['TREAT'] }],
  promises: { availability: 0.999, freshness: '5m', retention: '7y' },
});
const served = toServed(declared);

describe('given the row of a dataset', () => {
  it('has a column for each field, in order, in the type of its rules', () => {
    expect(columnsOf(Reading).map(({ name, type }) => `${name} ${type}`)).toEqual([
      'person string',
      'pulse number',
      'beats integer',
      'worn number',
      'awake boolean',
      'place string',
      'sentAt timestamp',
      'takenAt timestamp',
    ]);
  });

  it('lies where its names say, by the day of its partition', () => {
    expect(datasetSettings(served, declared.ports.history)).toMatchObject({
      domain: 'cardiology',
      product: 'pulse',
      dataset: 'past-readings',
      major: 2,
      dayOf: 'takenAt',
    });
  });
});

describe('given a product that is described', () => {
  const description = describeProduct(served);

  it('says in plain JSON what it is, whose and for what', () => {
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
    expect(description).toMatchObject({
      id: 'cardiology.pulse',
      urn: 'urn:mesh:cardiology:pulse',
      version: '2.1.0',
      owner: { team: 'cardiology' },
      sensitivity: 'phi',
      models: [{ name: 'pulse-risk', card: 'pulse.card.md' }],
      inputs: [{ name: 'weather', from: 'weather.heat:taken' }],
      grants: [{ role: 'clinic', ports: ['readings'], purposes: ['TREAT'] }],
    });
  });

  it('says of each port where it is and what it carries', () => {
    expect(description.ports.map(({ kind, method, path, topic }) => [kind, method, path ?? topic])).toEqual([
      ['rest', 'POST', '/pulse/v2/readings'],
      ['event', undefined, 'cardiology.pulse.taken.v2'],
      ['dataset', 'GET', '/pulse/v2/past-readings'],
    ]);
    const [person, pulse] = description.ports[0]?.fields ?? [];
    expect(person).toEqual({ name: 'person', type: 'string', phi: true, required: true, description: 'The person' });
    expect(pulse).toEqual({
      name: 'pulse',
      type: 'number',
      phi: false,
      required: false,
      unit: '/min',
      codes: [{ system: 'LOINC', code: '8867-4' }],
    });
  });
});
