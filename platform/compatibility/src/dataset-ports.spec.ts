import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { Code, Example, Meaning, Phi, quality, Unit } from '@mesh/product';
import { describeCases } from './testing/describe-cases.js';
import { drop, dropPort, port, product, put, rowsOf } from './testing/edits.js';
import { basePlan } from './testing/plan.js';

const on = { port: 'cases', direction: 'output' } as const;
const broken = rowsOf({ ...on, hurts: 'readers', deserves: 'major' });
const kept = rowsOf({ ...on, hurts: 'nobody', deserves: 'minor' });
const worded = rowsOf({ ...on, hurts: 'nobody', deserves: 'patch' });

const age = (...rules: PropertyDecorator[]) =>
  put('Case', 'age', Meaning('Age of the person'), Unit('a'), ...rules, Example(63));
const finding = (values: number[], names: Record<string, string>) =>
  put('Case', 'finding', Meaning('Disease found', names), IsIn(values));
const site = (...rules: PropertyDecorator[]) => put('Case', 'site', ...rules, IsString(), Example('north'));
const inMonths = put(
  'Case',
  'age',
  Meaning('Age of the person'),
  Unit('mo'),
  IsNumber(),
  Min(0),
  Max(120),
  Example(63),
);

describeCases('given the rows of a dataset port', [
  kept('a column is added', put('Case', 'ward', IsOptional(), IsString(), Example('b')), 'field-added', {
    field: 'ward',
  }),
  broken('a column is removed', drop('Case', 'age'), 'field-removed', { field: 'age' }),
  broken('a column may be empty', age(IsOptional(), IsNumber(), Min(0), Max(120)), 'field-optional', { field: 'age' }),
  kept('a column is never empty', site(), 'field-required', { field: 'site' }),
  broken('a range grows', age(IsNumber(), Min(0), Max(130)), 'upper-limit-loosened', { field: 'age' }),
  kept('a range shrinks', age(IsNumber(), Min(18), Max(120)), 'lower-limit-tightened', { field: 'age' }),
  broken('whole numbers become any numbers', age(IsNumber()), 'type-widened', { field: 'age', released: age(IsInt()) }),
  broken('a column is of another type', age(IsBoolean()), 'type-changed', { field: 'age' }),
  broken(
    'a value may come that never came',
    finding([0, 1, 2], { '0': 'no', '1': 'yes', '2': 'unclear' }),
    'value-added',
    { field: 'finding' },
  ),
  broken('a coded value loses its name', finding([0, 1], { '0': 'no' }), 'category-unnamed', { field: 'finding' }),
  broken('the unit is another', inMonths, 'unit-changed', { field: 'age' }),
  kept('a code is added', age(Code('LOINC', '30525-0'), IsNumber(), Min(0), Max(120)), 'code-added', { field: 'age' }),
  broken('a column is withheld as personal', site(Phi(), IsOptional()), 'personal-withheld', { field: 'site' }),
]);

const named = (because = 'A case has a name.', severity: 'error' | 'warning' = 'error') =>
  quality.complete('caseId', { because, severity });
const mostly = (percentEmpty: number) =>
  quality.mostlyComplete('site', { percentEmpty, because: 'Most sites are known.' });
const rows = (least: number) => quality.atLeastRows(least, { because: 'The study has 303 cases.' });
const sites = (...of: string[]) => quality.oneOf('site', of, { because: 'Sites are known.' });
const seldom = quality.mostlyComplete('caseId', { percentEmpty: 1, because: 'Seldom.' });
const unique = quality.unique('caseId', { because: 'Names are names.' });
const rules = (...of: readonly unknown[]) => port('cases', { quality: of });

describeCases('given the quality rules of a dataset port', [
  kept('a rule is added', rules(named(), mostly(10), rows(300), unique), 'quality-rule-added', { field: 'caseId' }),
  broken('a rule is removed', rules(named(), mostly(10)), 'quality-rule-removed'),
  broken('a rule of a column is removed', rules(mostly(10), rows(300)), 'quality-rule-removed', { field: 'caseId' }),
  kept('a rule asks for more', rules(named(), mostly(5), rows(300)), 'quality-rule-tightened', { field: 'site' }),
  broken('a rule asks for less', rules(named(), mostly(20), rows(300)), 'quality-rule-loosened', { field: 'site' }),
  broken('fewer rows are promised', rules(named(), mostly(10), rows(100)), 'quality-rule-loosened'),
  broken('never empty becomes seldom empty', rules(seldom, mostly(10), rows(300)), 'quality-rule-loosened', {
    field: 'caseId',
  }),
  broken('a rule only warns', rules(named(undefined, 'warning'), mostly(10), rows(300)), 'quality-severity-lowered', {
    field: 'caseId',
  }),
  broken('a rule permits another value', rules(sites('north', 'south')), 'value-added', {
    field: 'site',
    released: rules(sites('north')),
  }),
  worded(
    'the reason of a rule is worded anew',
    rules(named('Each has a name.'), mostly(10), rows(300)),
    'quality-rule-worded',
    { field: 'caseId' },
  ),
]);

const from = (name: string) => port('cases', { origin: { name, attribution: `The study ${name}` } });
const studies = {
  kind: 'dataset',
  name: 'studies',
  summary: 'Studies',
  row: 'Case',
  key: 'caseId',
  partitionBy: 'recordedAt',
  refresh: '1d',
  quality: [],
};
const withheld = product({ grants: basePlan().spec.grants.map(({ reveals: _, ...grant }) => grant) });

describeCases('given a dataset port', [
  broken('rows are told apart by another column', port('cases', { key: 'site' }), 'row-key-changed'),
  broken('files are divided by another column', port('cases', { partitionBy: 'studiedAt' }), 'partition-changed'),
  broken('rows are read anew less often', port('cases', { refresh: '7d' }), 'refresh-weakened'),
  kept('rows are read anew more often', port('cases', { refresh: '1h' }), 'refresh-strengthened'),
  kept('the rows come from another source', from('b'), 'origin-changed', { released: from('a') }),
  broken('the dataset has another name', port('cases', { name: 'studies' }), 'table-renamed'),
  kept('a dataset is added', port('studies', studies), 'port-added', { port: 'studies' }),
  broken('the dataset is gone without a word', dropPort('cases'), 'port-removed'),
  broken('personal columns are withheld from a role', withheld, 'reveal-closed', { alsoBreaks: ['scores', 'history'] }),
]);
