import { IsNumber, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { dataProduct, dataset, defineErrors, Means, Meaning, quality, rest, term } from '@mesh/product';
import { describeProduct } from './describe.js';
import { toServed } from './served-product.js';

const heartRate = term('heart-rate', {
  title: 'Heart rate',
  definition: 'Beats of the heart in a minute.',
  synonyms: ['pulse'],
  concepts: [{ system: 'LOINC', code: '8867-4' }],
});
const device = term('device', { title: 'Device', definition: 'What a person wears.' });

class Wearable {
  @Means(device)
  @IsString()
  serial!: string;
}

class Reading {
  @Means(heartRate)
  @IsNumber()
  pulse!: number;

  @IsOptional()
  @IsString()
  note?: string | null;
}

class Receipt {
  @Means(heartRate)
  @IsNumber()
  mean!: number;

  @Meaning('What it was taken with')
  @IsObject()
  @ValidateNested()
  wearable!: Wearable;
}

const Errors = defineErrors('PULSE', {
  NOT_WORN: { kind: 'conflict', title: 'The device is not worn', fix: 'Put it on.' },
});
const end = {
  since: '1.0.0',
  announced: '2026-01-01',
  sunset: '2027-01-01',
  replacement: 'cardiology.rhythm',
} as const;
const portEnd = { ...end, replacement: 'readings' } as const;

const description = (over: object = {}) =>
  describeProduct(
    toServed(
      dataProduct('cardiology.pulse', {
        version: '1.0.0',
        title: 'Pulse',
        owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
        purpose: 'Follow the pulse of a person.',
        limitations: 'Not for children.',
        sensitivity: 'phi',
        ports: {
          readings: rest.post('/readings', {
            summary: 'Takes',
            body: Reading,
            returns: Receipt,
            raises: [Errors.NOT_WORN],
          }),
          history: dataset('history', {
            summary: 'Every reading',
            row: Reading,
            key: 'note',
            partitionBy: 'note',
            refresh: '5m',
            deprecated: portEnd,
            quality: [quality.mostlyComplete('note', { percentEmpty: 5, because: 'Notes help', severity: 'warning' })],
          }),
        },
        grants: [],
        promises: { availability: 0.999, freshness: '5m', retention: '7y' },
        ...over,
      }),
    ),
  );

describe('given everything that a product may declare', () => {
  it('says where it stands in its life, and what it is not for', () => {
    expect(description()).toMatchObject({ lifecycle: 'active', limitations: 'Not for children.' });
    expect(description({ status: 'draft' }).lifecycle).toBe('draft');
    expect(description()).not.toHaveProperty('deprecation');
  });

  it('lets a port inherit the end of its product unless it has one of its own', () => {
    const { lifecycle, deprecation, ports } = description({ deprecated: end });
    expect([lifecycle, deprecation]).toEqual(['deprecated', end]);
    expect(ports.map(({ deprecation: one }) => one)).toEqual([end, portEnd]);
    expect(description().ports.map(({ deprecation: one }) => one)).toEqual([undefined, portEnd]);
  });

  it('says what a port answers, what it raises and what is required', () => {
    const [readings] = description().ports;
    expect(readings?.fields.map(({ name, required }) => [name, required])).toEqual([
      ['pulse', true],
      ['note', false],
    ]);
    expect(readings?.answers?.map(({ name, type, term: id }) => [name, type, id])).toEqual([
      ['mean', 'number', 'heart-rate'],
      ['wearable', 'object', undefined],
      ['wearable.serial', 'string', 'device'],
    ]);
    expect(readings?.raises).toEqual(['PULSE.NOT_WORN']);
  });

  it('names each term of its fields once, with its definition', () => {
    expect(description().terms).toEqual([
      { id: 'device', title: 'Device', definition: 'What a person wears.', synonyms: [], codes: [] },
      {
        id: 'heart-rate',
        title: 'Heart rate',
        definition: 'Beats of the heart in a minute.',
        synonyms: ['pulse'],
        codes: [{ system: 'LOINC', code: '8867-4' }],
      },
    ]);
  });

  it('says the rules and the freshness of a dataset', () => {
    const [, history] = description().ports;
    expect([history?.refresh, history?.quality]).toEqual([
      '5m',
      [
        {
          id: 'nullValues-note',
          metric: 'nullValues',
          field: 'note',
          dimension: 'completeness',
          severity: 'warning',
          because: 'Notes help',
          bound: 'must be at most 5 percent',
        },
      ],
    ]);
  });
});
