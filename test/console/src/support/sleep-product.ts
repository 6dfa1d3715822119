import { IsIn, IsInt, IsNumber, IsString, Max, MaxLength, Min } from 'class-validator';
import { dataProduct, dataset, Example, IsInstant, Meaning, Phi, Unit, type DataProduct } from '@mesh/product';

/** A night as the first version tells it. */
class Night {
  @Phi()
  @Meaning('Names the sleeper')
  @Example('synthetic-1', 'synthetic-2')
  @IsString()
  @MaxLength(64)
  sleeper!: string;

  @Meaning('Mean respiratory rate of the night')
  @Unit('/min')
  @Example(14, 15.5)
  @IsNumber()
  @Min(4)
  @Max(60)
  respiratoryRate!: number;

  @Meaning('How the night was')
  @Example('calm', 'restless')
  @IsIn(['calm', 'restless'])
  kind!: string;

  @Meaning('When the night ended')
  @Example('2026-03-01T06:30:00Z')
  @IsInstant()
  endedAt!: string;
}

/** A night as the second version tells it: one more kind, one more field. */
class LongerNight {
  @Phi()
  @Meaning('Names the sleeper')
  @Example('synthetic-1', 'synthetic-2')
  @IsString()
  @MaxLength(64)
  sleeper!: string;

  @Meaning('Mean respiratory rate of the night')
  @Unit('/min')
  @Example(14, 15.5)
  @IsNumber()
  @Min(4)
  @Max(60)
  respiratoryRate!: number;

  @Meaning('How the night was')
  @Example('calm', 'apnoeic')
  @IsIn(['calm', 'restless', 'apnoeic'])
  kind!: string;

  @Meaning('How often the sleeper woke')
  @Example(2, 0)
  @IsInt()
  @Min(0)
  @Max(500)
  awakenings!: number;

  @Meaning('When the night ended')
  @Example('2026-03-01T06:30:00Z')
  @IsInstant()
  endedAt!: string;
}

const COMMON = {
  title: 'Night rest',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'See how a person with a weak heart sleeps.',
  sensitivity: 'phi',
  grants: [{ role: 'data-scientist', ports: ['nights'], purposes: ['HRESCH'] }],
  promises: { availability: 0.99, freshness: '1d', retention: '1y' },
} as const;
const nights = { summary: 'Every night', key: 'sleeper', partitionBy: 'endedAt', refresh: '1d' } as const;

/** The id of the product. */
export const SLEEP_ID = 'cardiology.night-rest';

/** A product of a domain's past, and the version that announces its end. */
export const sleepProducts: { readonly first: DataProduct; readonly ending: DataProduct } = {
  first: dataProduct(SLEEP_ID, {
    ...COMMON,
    version: '1.0.0',
    ports: { nights: dataset('nights', { ...nights, row: Night }) },
  }),
  ending: dataProduct(SLEEP_ID, {
    ...COMMON,
    version: '1.1.0',
    deprecated: {
      since: '1.1.0',
      announced: '2026-01-01',
      sunset: '2027-03-31',
      replacement: 'cardiology.heart-disease-risk',
    },
    ports: { nights: dataset('nights', { ...nights, row: LongerNight }) },
  }),
};
