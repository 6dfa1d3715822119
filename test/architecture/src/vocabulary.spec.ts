import { errorRows } from './error-tables.js';

const repeated = (values: readonly string[]) => [
  ...new Set(values.filter((value, at) => values.indexOf(value) !== at)),
];

describe('given every error that the mesh can raise', () => {
  const rows = errorRows();

  it('finds the tables', () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  it('finds each code once', () => {
    expect(repeated(rows.map(({ code }) => code))).toEqual([]);
  });

  it('finds codes of the form DOMAIN.WHAT_IS_WRONG', () => {
    expect(rows.filter(({ code }) => !/^[A-Z][A-Z0-9_]*\.[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(code))).toEqual([]);
  });

  it('finds a static title that says what is wrong', () => {
    expect(rows.filter(({ title }) => !/^[A-Z].{7,}[^.]$/.test(title))).toEqual([]);
  });

  it('finds a fix that says in a sentence what to do', () => {
    expect(rows.filter(({ fix }) => !/^[A-Z].{9,}\.$/.test(fix))).toEqual([]);
  });

  it('finds each namespace in one capability, contract or domain', () => {
    const homes = new Map<string, Set<string>>();
    for (const { code, file } of rows) {
      const [namespace = ''] = code.split('.');
      homes.set(namespace, (homes.get(namespace) ?? new Set()).add(file.split('/').slice(0, 2).join('/')));
    }
    expect([...homes].filter(([, folders]) => folders.size > 1)).toEqual([]);
  });
});
