import { MeshError } from '@mesh/product';
import type { Dataset } from '@mesh/lake';
import type { LakeUnderTest } from './describe-lake.js';
import { idsOf, names, reading, READINGS, readings } from './readings.js';

const SECRET = 'patient-4711';

/** The error of landing good rows around a bad one. */
async function refusalOf(dataset: Dataset, row: string): Promise<MeshError> {
  const rows = [...readings(0, 3), row, ...readings(4, 6)];
  const error: unknown = await dataset
    .land({ stream: 't/0', from: 0, to: 6, rows })
    .catch((refused: unknown) => refused);
  if (!(error instanceof MeshError)) throw new Error('the landing was not refused');
  return error;
}

/** A row that does not fit is named, without its values, and nothing of its landing appears. */
export function describeRejection(under: () => LakeUnderTest): void {
  describe('when a row does not fit', () => {
    it.each([
      ['text that is no JSON', `{"id":"${SECRET}"`, 'object', '/3'],
      ['an array', `["${SECRET}"]`, 'object', '/3'],
      ['no text', '', 'object', '/3'],
      ['two objects', `{"id":"${SECRET}"}\n{"id":"b"}`, 'object', '/3'],
      ['no time', `{"id":"${SECRET}"}`, 'required', '/3/measuredAt'],
      ['a time that is none', reading(3, { measuredAt: SECRET }), 'timestamp', '/3/measuredAt'],
      ['a time without end', reading(3, { measuredAt: 'infinity' }), 'timestamp', '/3/measuredAt'],
      ['a day that does not exist', reading(3, { measuredAt: '2024-02-31T00:00:00Z' }), 'timestamp', '/3/measuredAt'],
      ['text for a number', reading(3, { rate: SECRET }), 'number', '/3/rate'],
      ['no finite number', reading(3).replace(/"rate":[^,]+/, '"rate":1e999'), 'number', '/3/rate'],
      ['a fraction for an integer', reading(3, { steps: 1.5 }), 'integer', '/3/steps'],
      [
        'an integer beyond exactness',
        reading(3).replace(/"steps":3/, '"steps":99999999999999999999'),
        'integer',
        '/3/steps',
      ],
      ['text for a boolean', reading(3, { resting: SECRET }), 'boolean', '/3/resting'],
    ])('refuses %s by index and rule, not by value', async (_, row, rule, pointer) => {
      const dataset = await under().lake.open(READINGS);
      const error = await refusalOf(dataset, row);
      expect(error.code).toBe('LAKE.ROW_REJECTED');
      expect(error.retryable).toBe(false);
      expect(error.meta).toMatchObject({ row: 3, errors: [{ pointer, rule }] });
      expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(SECRET);
      expect(await dataset.count({})).toBe(0);
      expect(await dataset.landedTo('t/0')).toBe(0);
    });

    it('lands the others once the bad one is left out', async () => {
      const dataset = await under().lake.open(READINGS);
      await refusalOf(dataset, '{}');
      await dataset.land({ stream: 't/0', from: 0, to: 3, rows: readings(0, 3) });
      await dataset.land({ stream: 't/0', from: 4, to: 6, rows: readings(4, 6) });
      expect(await idsOf(dataset)).toEqual([...names(0, 3), ...names(4, 6)]);
    });

    it.each([
      ['a range that is not as long as the rows', { from: 0, to: 3 }, 'range'],
      ['a range that begins before 0', { from: -2, to: 0 }, 'range'],
      ['offsets that do not grow', { to: 9, offsets: [3, 3] }, 'range'],
      ['offsets beyond the range', { to: 9, offsets: [3, 9] }, 'range'],
      ['fewer offsets than rows', { to: 9, offsets: [3] }, 'range'],
      ['a stream without a name', { stream: '' }, 'stream'],
      ['a key that is no column', { key: 'nobody' }, 'key'],
    ])('refuses %s', async (_, change, rule) => {
      const dataset = await under().lake.open(READINGS);
      const landing = { stream: 't/0', from: 0, to: 2, rows: readings(0, 2), ...change };
      await expect(dataset.land(landing)).rejects.toMatchObject({ code: 'LAKE.LANDING_INVALID', meta: { rule } });
    });

    it.each([
      ['a name that leaves the lake', { product: '../..' }],
      ['a major of 0', { major: 0 }],
      ['a day column that is no time', { dayOf: 'id' }],
      ['columns of the same name', { columns: [...READINGS.columns, { name: 'ID', type: 'string' as const }] }],
    ])('refuses a dataset with %s', async (_, change) => {
      await expect(under().lake.open({ ...READINGS, ...change })).rejects.toMatchObject({
        code: 'LAKE.SETTINGS_INVALID',
      });
    });
  });
}
