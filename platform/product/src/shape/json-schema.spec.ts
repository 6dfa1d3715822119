import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { Code, fieldOrder, IsInstant, jsonSchemaOf, Meaning, notesOf, Phi, Unit } from '../index.js';

class Device {
  @IsString()
  maker!: string;
}

class Measured {
  @Meaning('Systolic blood pressure')
  @Unit('mm[Hg]')
  @Code('LOINC', '8480-6')
  @IsNumber()
  @Min(40)
  @Max(300)
  systolic!: number;

  @Meaning('Sex', { '0': 'female', '1': 'male' })
  @IsOptional()
  @IsIn([0, 1])
  sex?: number | null;

  @IsOptional()
  @IsInt()
  pulse?: number | null;
}

class Reading extends Measured {
  @Phi()
  @Meaning('The person')
  @IsString()
  @MinLength(1)
  @MaxLength(10)
  person!: string;

  @IsInstant()
  takenAt!: string;

  @IsOptional()
  @IsInstant()
  sentAt?: string | null;

  @IsBoolean()
  worn!: boolean;

  @ValidateNested()
  device!: Device;

  @Unit('mm[Hg]{systolic}')
  declare systolic: number;
}

describe('given a class that speaks for a shape', () => {
  const schema = jsonSchemaOf(Reading);
  const { properties = {} } = schema;

  it('keeps the order of declaration, the base class first', () => {
    expect(fieldOrder(Reading)).toEqual(['systolic', 'sex', 'pulse', 'person', 'takenAt', 'sentAt', 'worn', 'device']);
    expect(Object.keys(properties)).toEqual(fieldOrder(Reading));
  });

  it('is closed and requires what is not optional', () => {
    expect(schema).toMatchObject({
      type: 'object',
      title: 'Reading',
      required: ['systolic', 'person', 'takenAt', 'worn', 'device'],
      additionalProperties: false,
    });
  });

  it('carries the rules of each field', () => {
    expect(properties['systolic']).toMatchObject({ type: 'number', minimum: 40, maximum: 300 });
    expect(properties['person']).toMatchObject({ type: 'string', minLength: 1, maxLength: 10 });
    expect(properties['takenAt']).toMatchObject({ type: 'string', format: 'date-time' });
    expect(properties['worn']).toMatchObject({ type: 'boolean' });
  });

  it('lets an optional field be null', () => {
    expect(properties['pulse']).toMatchObject({ type: ['integer', 'null'] });
    expect(properties['sex']).toMatchObject({ enum: [0, 1, null] });
    expect(properties['sentAt']).toMatchObject({ type: ['string', 'null'], format: 'date-time' });
  });

  it('says what medicine needs to know beside the rules', () => {
    expect(properties['systolic']).toMatchObject({
      description: 'Systolic blood pressure',
      'x-codes': [{ system: 'LOINC', code: '8480-6' }],
    });
    expect(properties['sex']).toMatchObject({ 'x-categories': { '0': 'female', '1': 'male' } });
    expect(properties['person']).toMatchObject({ 'x-phi': true });
  });

  it('carries the shape of a field that is itself a shape', () => {
    expect(properties['device']).toMatchObject({ title: 'Device', required: ['maker'], additionalProperties: false });
  });

  it('is worked out once', () => {
    expect(jsonSchemaOf(Reading)).toBe(schema);
  });
});

describe('given the notes of a field', () => {
  it('inherits them and lets a subclass say more without telling its base', () => {
    expect(notesOf(Reading).get('systolic')).toMatchObject({
      meaning: 'Systolic blood pressure',
      unit: 'mm[Hg]{systolic}',
    });
    expect(notesOf(Measured).get('systolic')).toMatchObject({ unit: 'mm[Hg]' });
  });

  it('knows which fields are personal', () => {
    expect([...notesOf(Reading)].filter(([, { phi }]) => phi).map(([name]) => name)).toEqual(['person']);
  });
});
