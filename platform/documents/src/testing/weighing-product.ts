import {
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  Code,
  consumes,
  dataProduct,
  dataset,
  event,
  Example,
  IsInstant,
  Meaning,
  Means,
  Phi,
  quality,
  rest,
  term,
  Unit,
} from '@mesh/product';

const bodyWeight = term('body-weight', {
  title: 'Body weight',
  definition: 'The mass of a person, clothed lightly.',
  synonyms: ['heaviness'],
  concepts: [{ system: 'LOINC', code: '29463-7' }],
});

/** The scales that weighed. */
export class Scales {
  @Example('S-1', 'S-2')
  @IsString()
  @MaxLength(20)
  serial!: string;

  @Phi()
  @Example('ward 3')
  @IsString()
  place!: string;
}

/** One person on the scales. */
export class Weighing {
  @Example('w-1')
  @IsString()
  weighingId!: string;

  @Phi()
  @Meaning('The person, by the identifier of the ward')
  @Example('p-1')
  @IsString()
  personId!: string;

  @Means(bodyWeight)
  @Unit('kg')
  @Code('LOINC', '29463-7')
  @Example(72.5)
  @IsOptional()
  @IsNumber()
  @Min(0.2)
  @Max(600)
  weight?: number | null;

  @Meaning('Answers that some readers of YAML take for truth values', { no: 'bare', yes: 'clothed' })
  @Example('no', 'yes')
  @IsIn(['no', 'yes'])
  clothed!: 'no' | 'yes';

  @Example(2)
  @IsInt()
  @Min(1)
  attempts!: number;

  @Example(['shoes'])
  @IsArray()
  @IsString({ each: true })
  worn!: string[];

  @IsObject()
  @ValidateNested()
  scales!: Scales;

  @Example('2026-03-01T08:00:00Z')
  @IsInstant()
  weighedAt!: string;
}

/** The same without anything inside, as a table has it. */
export class WeighingRow {
  @Example('w-1')
  @IsString()
  weighingId!: string;

  @Phi()
  @Example('p-1')
  @IsString()
  personId!: string;

  @Example('no', 'yes')
  @IsIn(['no', 'yes'])
  clothed!: 'no' | 'yes';

  @Example(2)
  @IsInt()
  attempts!: number;

  @Example('2026-03-01T08:00:00Z')
  @IsInstant()
  weighedAt!: string;
}

/** A product with one of everything, for the specs of documents. */
export const weighing = dataProduct('cardiology.weighing', {
  version: '2.1.0',
  title: 'Weighing: a product with one of everything',
  status: 'deprecated',
  deprecated: { since: '2.1.0', announced: '2026-01-01', sunset: '2027-01-01', replacement: 'cardiology.balance' },
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'See fluid that a failing heart leaves in the body.',
  limitations: 'Only for adults: "no" is an answer, # is no comment.',
  sensitivity: 'phi',
  tags: ['weight', 'yes', '1.0'],
  inputs: {
    pulses: consumes(
      { id: 'epidemiology.pulse', version: '3.2.0' },
      event('measured', {
        summary: 'A pulse',
        message: WeighingRow,
        id: 'weighingId',
        key: 'personId',
        at: 'weighedAt',
      }),
    ),
  },
  ports: {
    weighings: rest.post('/weighings', { summary: 'Takes a weighing', body: Weighing, returns: Weighing }),
    weighed: event('weighed', {
      summary: 'A person was weighed',
      message: Weighing,
      id: 'weighingId',
      key: 'personId',
      at: 'weighedAt',
      deprecated: { since: '2.0.0', announced: '2025-06-01', sunset: '2026-06-01', replacement: 'history' },
    }),
    noted: event('noted', {
      summary: 'A row',
      message: WeighingRow,
      id: 'weighingId',
      key: 'personId',
      at: 'weighedAt',
    }),
    history: dataset('history', {
      summary: 'Every weighing',
      row: WeighingRow,
      key: 'weighingId',
      partitionBy: 'weighedAt',
      lands: 'noted',
      refresh: '5m',
      quality: [
        quality.atLeastRows(10, { because: 'Fewer are a test.' }),
        quality.mostlyComplete('attempts', {
          percentEmpty: 5,
          severity: 'warning',
          because: 'Old scales do not count.',
        }),
        quality.oneOf('clothed', ['no'], { severity: 'warning', because: 'Clothes are to be off.' }),
      ],
    }),
    study: dataset('study', {
      summary: 'Weighings of a published study',
      row: WeighingRow,
      key: 'weighingId',
      partitionBy: 'weighedAt',
      refresh: '1d',
      origin: { name: 'study.csv', attribution: 'A study of scales, doi 10.24432/C52P4X, CC BY 4.0' },
    }),
  },
  grants: [
    { role: 'clinic', ports: ['weighings', 'history'], purposes: ['TREAT'], reveals: ['phi'] },
    { role: 'data-scientist', ports: ['study'], purposes: ['HRESCH'] },
  ],
  promises: { availability: 0.999, latencyP99: '25ms', freshness: '5m', retention: '7y' },
});
