import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, ValidateNested } from 'class-validator';
import { IsInstant } from '@mesh/product';
import { RecordSplitter } from '../records/record-splitter.js';
import { rowReader, type RowRead } from './row-reader.js';
import type { UploadTerms } from './terms.js';

class Place {
  @IsString()
  ward!: string;

  @IsOptional()
  @IsInt()
  bed?: number | null;
}

class Reading {
  @IsString()
  readingId!: string;

  @IsInt()
  pulse!: number;

  @IsOptional()
  @IsNumber()
  oxygen?: number | null;

  @IsOptional()
  @IsIn([0, 1])
  sex?: number | null;

  @IsOptional()
  @IsBoolean()
  worn?: boolean | null;

  @IsOptional()
  @ValidateNested()
  place?: Place;

  @IsInstant()
  takenAt!: string;
}

/** The rows of a file, on terms. */
function rowsOf(file: string | Buffer, terms: Partial<UploadTerms> = {}, header?: readonly string[]): RowRead[] {
  const whole: UploadTerms = { format: 'csv', ...terms };
  const delimiter = whole.format === 'csv' ? (whole.delimiter ?? ',') : undefined;
  const splitter = new RecordSplitter(delimiter === undefined ? {} : { delimiter });
  const reader = rowReader({
    shape: Reading,
    terms: whole,
    filled: 'readingId',
    header,
    parseJson: (bytes) => JSON.parse(bytes.toString()) as unknown,
  });
  return [...splitter.push(Buffer.from(file)), ...splitter.end()].flatMap((record) => reader.read(record) ?? []);
}

const one = (file: string, terms?: Partial<UploadTerms>) => rowsOf(file, terms)[0];
const AT = '2026-03-01T08:00:00Z';
const fault = (pointer: string, rule: string) => ({ faults: [expect.objectContaining({ pointer, rule })] });

describe('given a CSV', () => {
  it('finds fields by their names, whatever their case, spaces and dashes', () => {
    expect(one(`Reading ID, PULSE ,taken-at\nr,61,${AT}`)).toEqual({
      document: { readingId: 'r', pulse: 61, takenAt: AT },
    });
  });

  it('holds documents within documents by names with dots', () => {
    expect(one(`pulse,takenAt,place.ward,Place.Bed\n61,${AT},north,7`)).toEqual({
      document: { pulse: 61, takenAt: AT, place: { ward: 'north', bed: 7 } },
    });
  });

  it.each<[string, string, unknown]>([
    ['pulse', '66.0', 66],
    ['pulse', ' +66 ', 66],
    ['oxygen', '9.75e1', 97.5],
    ['oxygen', '.5', 0.5],
    ['sex', '1', 1],
    ['worn', 'TRUE', true],
    ['worn', 'false', false],
    ['takenAt', '2026-03-01 08:00:00z', AT],
    ['readingId', ' kept ', ' kept '],
  ])('reads %s from %j', (field, text, value) => {
    const cells = { pulse: '61', takenAt: AT, [field]: text };
    const read = one(`${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}`);
    expect(read).toMatchObject({ document: { [field]: value } });
  });

  it.each([
    ['pulse', '1.085', 'integer'],
    ['pulse', '"1,085"', 'number'],
    ['pulse', '1 085', 'number'],
    ['pulse', '0x3d', 'number'],
    ['pulse', 'Infinity', 'number'],
    ['pulse', '99999999999999999999', 'integer'],
    ['oxygen', '"97,5"', 'number'],
    ['oxygen', '1e999', 'number'],
    ['sex', 'male', 'number'],
    ['worn', 'yes', 'boolean'],
    ['takenAt', '2026-03-01T08:00', 'zone'],
  ])('refuses for %s the text %s, and never says it', (field, text, rule) => {
    const cells = { pulse: '61', takenAt: AT, [field]: text };
    const read = one(`${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}`);
    expect(read).toEqual(fault(`/${field}`, rule));
    expect(JSON.stringify(read)).not.toContain(text.replaceAll('"', ''));
  });

  it('tells all cells of a row that are wrong', () => {
    expect(one(`pulse,oxygen,takenAt\nx,y,${AT}`)).toMatchObject({
      faults: [{ pointer: '/pulse' }, { pointer: '/oxygen' }],
    });
  });

  it('leaves out what stands for no value, as the terms say', () => {
    const file = `pulse,oxygen,sex,readingId,takenAt\n61,?,,NA,${AT}`;
    expect(one(file)).toEqual({ document: { pulse: 61, readingId: 'NA', takenAt: AT } });
    expect(one(file, { missing: ['', 'NA'] })).toEqual(fault('/oxygen', 'number'));
  });

  it('fills what a row does not have from the defaults, and leaves the rest', () => {
    const terms = { defaults: { oxygen: 98, sex: 0 } };
    expect(rowsOf(`pulse,takenAt,oxygen\n61,${AT},\n61,${AT},95`, terms)).toEqual([
      { document: { pulse: 61, takenAt: AT, oxygen: 98, sex: 0 } },
      { document: { pulse: 61, takenAt: AT, oxygen: 95, sex: 0 } },
    ]);
  });

  it('puts times without an offset into the zone of the terms', () => {
    const file = 'pulse,takenAt\n61,2026-03-01 08:00\n61,2026-02-30T08:00:00';
    expect(rowsOf(file, { zone: '-05:00' })).toEqual([
      { document: { pulse: 61, takenAt: '2026-03-01T08:00:00-05:00' } },
      // The rules of the shape tell that the day does not exist.
      { document: { pulse: 61, takenAt: '2026-02-30T08:00:00' } },
    ]);
  });

  it('refuses ragged rows and rows that are not in UTF-8, each alone', () => {
    const file = Buffer.concat([
      Buffer.from(`pulse,takenAt\n61\n61,${AT},7\n`),
      Buffer.from([0x36, 0xff, 0x2c, 0x0a]),
      Buffer.from(`61,${AT}\n`),
    ]);
    expect(rowsOf(file)).toEqual([
      fault('', 'ragged'),
      fault('', 'ragged'),
      fault('', 'encoding'),
      { document: { pulse: 61, takenAt: AT } },
    ]);
  });

  it('reads on without a header line where the columns are known', () => {
    expect(rowsOf(`61,${AT}`, {}, ['pulse', 'takenAt'])).toEqual([{ document: { pulse: 61, takenAt: AT } }]);
  });

  it.each<[string, string, Partial<UploadTerms>, string]>([
    ['an unknown column', 'pulse,takenAt,puls\n', {}, 'column puls'],
    ['a mapping to no field', 'bpm,takenAt\n', { columns: { bpm: 'heart' } }, 'column bpm'],
    ['a mapping of no column', 'pulse,takenAt\n', { columns: { bpm: 'pulse' } }, 'column bpm'],
    ['a default for no field', 'pulse,takenAt\n', { defaults: { heart: 1 } }, 'default heart'],
    ['a field that nothing gives', 'pulse\n', {}, '/takenAt'],
    ['two columns of one field', 'pulse,takenAt,Taken At\n', {}, 'column Taken At'],
    ['a column with the name of a person', 'pulse,takenAt,"Jane <jane@x>"\n', {}, 'column 3'],
  ])('refuses %s before the first row', (_, file, terms, pointer) => {
    expect(() => rowsOf(file, terms)).toThrow(
      expect.objectContaining({
        code: 'INGEST.COLUMNS_UNFIT',
        meta: { errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
      }),
    );
  });

  it('takes a file with other columns when the terms let it', () => {
    expect(one(`pulse,takenAt,note\n61,${AT},x`, { others: 'ignore' })).toEqual({
      document: { pulse: 61, takenAt: AT },
    });
    expect(one(`bpm,takenAt,note\n61,${AT},x`, { columns: { BPM: 'pulse', note: null } })).toEqual({
      document: { pulse: 61, takenAt: AT },
    });
  });
});

describe('given NDJSON', () => {
  const json = (file: string, terms: Partial<UploadTerms> = {}) => rowsOf(file, { format: 'ndjson', ...terms });

  it('takes a document a line, and refuses what is none', () => {
    expect(json('{"pulse":61}\n\n[1]\n{"pulse":\nnull')).toEqual([
      { document: { pulse: 61 } },
      fault('', 'type'),
      fault('', 'json'),
      fault('', 'type'),
    ]);
  });

  it('renames, leaves out and fills as the terms say', () => {
    const terms = { columns: { bpm: 'pulse', note: null }, defaults: { sex: 1 } };
    expect(json('{"bpm":61,"note":"x","other":1}\n{"pulse":60,"sex":0}', terms)).toEqual([
      { document: { pulse: 61, other: 1, sex: 1 } },
      { document: { pulse: 60, sex: 0 } },
    ]);
  });
});
