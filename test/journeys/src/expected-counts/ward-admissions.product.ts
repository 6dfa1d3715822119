import { IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { dataProduct, dataset, IsInstant, model, rest } from '@mesh/product';

export class Day {
  @IsInt()
  @Min(0)
  @Max(6)
  weekday!: number;

  @IsInt()
  beds!: number;

  @IsOptional()
  @IsNumber()
  temperature?: number | null;
}

export class WardDay extends Day {
  @IsString()
  wardDayId!: string;

  @IsString()
  ward!: string;

  @IsInt()
  admissions!: number;

  @IsInstant()
  day!: string;
}

export class Expectation {
  @IsNumber()
  expected!: number;

  @IsString()
  metric!: string;

  @IsNumber()
  explained!: number;

  @IsString()
  modelVersion!: string;
}

/** How many patients a ward admits in a day. */
export const wardAdmissions = dataProduct('hospital.ward-admissions', {
  version: '1.0.0',
  title: 'Ward admissions',
  owner: { team: 'hospital', contact: 'hospital@cloudmedical.example' },
  purpose: 'Have enough beds.',
  sensitivity: 'internal',
  models: {
    admissions: model('ward-admissions', {
      features: Day,
      learnsFrom: {
        ...{ dataset: 'wardDays', rows: WardDay, label: 'admissions', outcome: 'count' },
        split: { by: 'time', column: 'day' },
      },
      card: 'ward-admissions.card.md',
      gates: {
        devianceExplained: { min: 0.3 },
        meanAbsoluteError: { max: 4 },
        everySubgroup: { of: { beds: { field: 'beds', starts: [20] } }, meanPoissonDeviance: { max: 2.5 } },
        goldenCases: [
          { name: 'a large ward on a monday', input: { weekday: 0, beds: 38 }, count: { min: 8, max: 25 } },
        ],
        notWorseThanChampion: { margin: 0.05 },
        latency: { maxMs: 500 },
        size: { maxBytes: 1_000_000 },
      },
    }),
  },
  ports: {
    expectations: rest.post('/expectations', {
      summary: 'Expects the admissions of a day',
      body: Day,
      returns: Expectation,
    }),
    wardDays: dataset('ward-days', {
      ...{ summary: 'What came', row: WardDay, key: 'wardDayId', partitionBy: 'day', refresh: '1d' },
    }),
  },
  grants: [{ role: 'domain:hospital', ports: ['expectations', 'wardDays'], purposes: ['TREAT', 'HOPERAT'] }],
  promises: { availability: 0.99, freshness: '1d', retention: '1y' },
});
