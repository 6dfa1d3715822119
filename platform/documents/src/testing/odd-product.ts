import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  IsUUID,
  Length,
  Matches,
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
  defineErrors,
  event,
  Example,
  IsInstant,
  Meaning,
  Means,
  Phi,
  rest,
  term,
  Unit,
} from '@mesh/product';

const pressure = term('blood-pressure', { title: 'Blood pressure', definition: 'The pressure of blood in arteries.' });

export class Cuff {
  @Meaning('Width of the cuff')
  @Unit('cm')
  @Example(12, 15)
  @IsPositive()
  @Max(40)
  widthCm!: number;

  @Example('upper arm', 'thigh')
  @IsString()
  @MaxLength(20)
  limb!: string;
}

export class Device {
  @Meaning('Serial number')
  @Example('SN-0001')
  @Matches(/^SN-[0-9]{4}$/)
  serial!: string;

  @Meaning('What was laid around the limb')
  @IsOptional()
  @IsObject()
  @ValidateNested()
  cuff?: Cuff;
}

/** One of each: everything that a field may be. */
export class Taking {
  @Meaning('The person')
  @Phi()
  @Example('synthetic-1', 'synthetic-2')
  @IsString()
  @Length(1, 64)
  person!: string;

  @Means(pressure)
  @Meaning('Systolic pressure')
  @Unit('mm[Hg]')
  @Code('LOINC', '8480-6')
  @Example(120.5, 140)
  @IsNumber()
  @Min(40)
  @Max(300)
  systolic!: number;

  @Example(3, 0)
  @IsOptional()
  @IsInt()
  repeats?: number | null;

  @Meaning('Posture', { '1': 'sitting', '2': 'lying' })
  @IsIn([1, 2])
  posture!: number;

  @IsBoolean()
  calm!: boolean;

  @Example('nurse@cloudmedical.example', null)
  @Phi()
  @IsOptional()
  @IsEmail()
  takenBy?: string | null;

  @Example(['left', 'noisy'], [])
  @IsArray()
  @ArrayMaxSize(5)
  @IsString({ each: true })
  remarks!: string[];

  @Meaning('With what it was taken')
  @IsObject()
  @ValidateNested()
  device!: Device;

  @Example('2026-03-01T08:00:00Z')
  @IsInstant()
  takenAt!: string;
}

export class Taken extends Taking {
  @Example('0195520c-91e2-7000-8000-000000000001', '0195520c-91e2-7000-8000-000000000002')
  @IsUUID()
  takingId!: string;
}

export class Receipt {
  @Example('0195520c-91e2-7000-8000-000000000001', '0195520c-91e2-7000-8000-000000000002')
  @IsUUID()
  takingId!: string;
}

/** Has a field without an example: nothing can be shown of it. */
export class Unshown {
  @IsString()
  text!: string;

  @IsInstant()
  at!: string;
}

const OddErrors = defineErrors('ODD', {
  DEVICE_UNKNOWN: { kind: 'missing', title: 'The device is not registered', fix: 'Register the device first.' },
  TOO_EAGER: { kind: 'throttled', title: 'The person was measured a moment ago', fix: 'Wait five minutes.' },
});

const GONE_SOON = { since: '2.1.0', announced: '2026-01-01', sunset: '2026-12-31', replacement: 'takings' } as const;

/** Two topics of another product. */
const wards = dataProduct('logistics.wards', {
  version: '3.2.0',
  title: 'Wards',
  owner: { team: 'logistics', contact: 'logistics@cloudmedical.example' },
  purpose: 'Know who lies where.',
  sensitivity: 'internal',
  ports: {
    moved: event('moved', { summary: 'Somebody was moved', message: Unshown, id: 'text', key: 'text', at: 'at' }),
  },
  grants: [],
  promises: { availability: 0.9, freshness: '1h', retention: '1y' },
});

/** A product with a bit of everything, some of it on its way out. */
export const oddProduct = dataProduct('cardiology.odd-pressure', {
  version: '2.3.1',
  title: 'Odd pressure',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the "pressure" of a person: früher & später.',
  limitations: 'Not for children.',
  sensitivity: 'phi',
  tags: ['pressure'],
  inputs: { moves: consumes(wards, wards.ports.moved) },
  ports: {
    takings: rest.post('/takings', {
      summary: 'Takes a pressure',
      body: Taking,
      returns: Receipt,
      raises: [OddErrors.DEVICE_UNKNOWN, OddErrors.TOO_EAGER],
    }),
    taking: rest.post('/taking', {
      summary: 'Takes a pressure as it was taken before',
      body: Taking,
      returns: Receipt,
      deprecated: GONE_SOON,
    }),
    taken: event('taken', {
      summary: 'A pressure was taken',
      message: Taken,
      id: 'takingId',
      key: 'person',
      at: 'takenAt',
      deprecated: { ...GONE_SOON, replacement: 'cardiology.pressure' },
    }),
    'all-takings': dataset('all-takings', {
      summary: 'Every pressure',
      row: Taken,
      key: 'takingId',
      partitionBy: 'takenAt',
      lands: 'taken',
      refresh: '5m',
      deprecated: GONE_SOON,
    }),
    texts: dataset('texts', { summary: 'Free text', row: Unshown, key: 'text', partitionBy: 'at', refresh: '1d' }),
  },
  grants: [{ role: 'clinic', ports: ['takings'], purposes: ['TREAT'] }],
  promises: { availability: 0.99, freshness: '5m', retention: '2d' },
});

/** Neither calls nor events: rows that somebody else brings. */
export const quietProduct = dataProduct('cardiology.quiet-pressure', {
  version: '1.0.0',
  title: 'Quiet pressure',
  status: 'deprecated',
  deprecated: { since: '1.0.0', announced: '2026-02-28', sunset: '2027-01-01', replacement: 'cardiology.odd-pressure' },
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Rest.',
  sensitivity: 'public',
  ports: {
    rows: dataset('rows', { summary: 'Rows', row: Taken, key: 'takingId', partitionBy: 'takenAt', refresh: '1d' }),
  },
  grants: [],
  promises: { availability: 0.99, freshness: '1d', retention: '10y' },
});
