import type { Column } from '@mesh/lake';
import { MeshError } from '@mesh/product';
import { parseDatasetQuery } from './dataset-query.js';

const COLUMNS: readonly Column[] = [
  { name: 'caseId', type: 'string' },
  { name: 'age', type: 'number' },
  { name: 'ca', type: 'integer' },
  { name: 'worn', type: 'boolean' },
  { name: 'takenAt', type: 'timestamp' },
];
const parse = (query: Record<string, unknown>, accept = '') => parseDatasetQuery(query, accept, COLUMNS);
const refusal = (query: Record<string, unknown>): MeshError => {
  try {
    parse(query);
  } catch (error) {
    if (error instanceof MeshError) return error;
  }
  throw new Error('the query was taken');
};

describe('given a query of a dataset', () => {
  it('asks for a hundred rows of every readable column as JSON unless it says otherwise', () => {
    expect(parse({})).toEqual({
      format: 'json',
      limit: 100,
      selection: { columns: ['caseId', 'age', 'ca', 'worn', 'takenAt'] },
    });
  });

  it('reads the range, the columns, the limit and the cursor', () => {
    const [from, to] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];
    expect(parse({ from, to, columns: 'age,ca', limit: '7', cursor: 'abc' })).toMatchObject({
      limit: 7,
      cursor: 'abc',
      selection: { columns: ['age', 'ca'], from, to },
    });
  });

  it('reads exact values in the type of their column', () => {
    const equals = { caseId: '7', age: 63.5, ca: 0, worn: false, takenAt: '2026-01-01T00:00:00Z' };
    const query = Object.fromEntries(Object.entries(equals).map(([name, value]) => [name, String(value)]));
    expect(parse(query).selection.equals).toEqual(equals);
  });

  it.each([
    ['text/csv', 'csv'],
    ['text/csv; charset=utf-8, */*', 'csv'],
    ['application/vnd.apache.parquet', 'parquet'],
    ['*/*', 'json'],
    ['image/png', 'json'],
  ])('answers a reader that accepts %s with %s', (accept, format) => {
    expect(parse({}, accept).format).toBe(format);
    expect(parse({ format: 'json' }, accept).format).toBe('json');
  });

  it.each([
    ['limit', '0'],
    ['limit', '10001'],
    ['limit', '1.5'],
    ['limit', 'many'],
    ['limit', ''],
    ['from', 'yesterday'],
    ['to', '2026-02-30T00:00:00Z'],
    ['format', 'xml'],
    ['columns', 'age,patientId'],
    ['columns', ''],
    ['age', 'MARKER'],
    ['age', ''],
    ['age', '1e999'],
    ['worn', 'yes'],
    ['takenAt', '2026'],
    ['patientId', 'p-1'],
    ['cursor', ['a', 'b']],
    ['age', ['1', '2']],
    ['constructor', 'x'],
  ])('refuses %s=%s and names the parameter without its value', (name, value) => {
    const { code, meta } = refusal({ [name]: value });
    expect(code).toBe('RUNTIME.QUERY_INVALID');
    expect(meta.errors).toEqual([expect.objectContaining({ pointer: `?${name}`, rule: 'query' })]);
    expect(JSON.stringify(meta)).not.toContain('MARKER');
  });

  it('tells everything that is wrong at once, and no name that is no name', () => {
    const { meta } = refusal({ limit: 'x', from: 'y', 'p-1 <b>': 'z' });
    expect(meta.errors?.map(({ pointer }) => pointer)).toEqual(['?limit', '?from', '?']);
  });
});
