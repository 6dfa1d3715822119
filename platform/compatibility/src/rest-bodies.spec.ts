import {
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { Code, Example, Meaning, Unit } from '@mesh/product';
import { describeCases } from './testing/describe-cases.js';
import { drop, put, rowsOf } from './testing/edits.js';

const body = { port: 'scores', direction: 'input' } as const;
const refused = rowsOf({ ...body, hurts: 'writers', deserves: 'major' });
const taken = rowsOf({ ...body, hurts: 'nobody', deserves: 'minor' });
const worded = rowsOf({ ...body, hurts: 'nobody', deserves: 'patch' });

const age = (...rules: PropertyDecorator[]) =>
  put('Reading', 'age', Meaning('Age of the person'), Unit('a'), Code('LOINC', '30525-0'), ...rules, Example(63));
const pressure = (unit: string, code: string) =>
  put(
    'Reading',
    'pressure',
    Meaning('Systolic pressure'),
    Unit(unit),
    Code('LOINC', code),
    IsOptional(),
    IsNumber(),
    Min(40),
    Max(300),
    Example(120),
  );
const patient = (...rules: PropertyDecorator[]) => put('Reading', 'patientId', IsString(), ...rules, Example('p-12'));
const steps = (...rules: PropertyDecorator[]) => put('Reading', 'steps', ...rules, Example(100));
const sex = (values: number[], names: Record<string, string>, meaning = 'Sex') =>
  put('Reading', 'sex', Meaning(meaning, names), IsIn(values));
const site = (...rules: PropertyDecorator[]) => put('Reading', 'site', ...rules, IsString(), Example('north'));

describeCases('given a document that is sent to a REST port', [
  taken('a field that may be left out is added', site(IsOptional()), 'field-added', { field: 'site' }),
  refused('a required field is added', site(), 'required-field-added', { field: 'site' }),
  refused('a field is removed', drop('Reading', 'steps'), 'field-removed', { field: 'steps' }),
  refused('a nested field is removed', drop('Device', 'model'), 'field-removed', { field: 'device.model' }),
  refused('an optional field becomes required', steps(IsInt()), 'field-required', { field: 'steps' }),
  refused('a field is never null any more', steps(IsInt()), 'null-refused', { field: 'steps' }),
  taken('a required field becomes optional', age(IsOptional(), IsNumber(), Min(0), Max(120)), 'field-optional', {
    field: 'age',
  }),
  taken('a field may be null', age(IsOptional(), IsNumber(), Min(0), Max(120)), 'null-allowed', { field: 'age' }),
  taken('whole numbers become any numbers', steps(IsOptional(), IsNumber()), 'type-widened', { field: 'steps' }),
  refused('any numbers become whole numbers', age(IsInt(), Min(0), Max(120)), 'type-narrowed', { field: 'age' }),
  refused('a number becomes a text', put('Reading', 'steps', IsOptional(), IsString(), Example('9')), 'type-changed', {
    field: 'steps',
  }),
  refused('a value becomes a list', put('Reading', 'steps', IsOptional(), IsArray(), Example([9])), 'type-changed', {
    field: 'steps',
  }),
  refused('a lower limit rises', age(IsNumber(), Min(18), Max(120)), 'lower-limit-tightened', { field: 'age' }),
  taken('a lower limit falls', age(IsNumber(), Min(-1), Max(120)), 'lower-limit-loosened', { field: 'age' }),
  refused('an upper limit falls', age(IsNumber(), Min(0), Max(99)), 'upper-limit-tightened', { field: 'age' }),
  taken('an upper limit is lifted', age(IsNumber(), Min(0)), 'upper-limit-loosened', { field: 'age' }),
  refused('a text has to be longer', patient(MinLength(4), MaxLength(64)), 'least-length-tightened', {
    field: 'patientId',
  }),
  taken('a text may be longer', patient(MinLength(1), MaxLength(128)), 'greatest-length-loosened', {
    field: 'patientId',
  }),
  refused('a text has to keep a pattern', patient(MinLength(1), MaxLength(64), Matches(/^p-/)), 'pattern-tightened', {
    field: 'patientId',
  }),
  taken('a value is taken that was not', sex([0, 1, 2], { '0': 'female', '1': 'male', '2': 'other' }), 'value-added', {
    field: 'sex',
  }),
  refused('a value is not taken any more', sex([0], { '0': 'female' }), 'value-removed', { field: 'sex' }),
  refused('a coded value means something else', sex([0, 1], { '0': 'male', '1': 'female' }), 'category-changed', {
    field: 'sex',
  }),
  refused('the unit is another', pressure('kPa', '8480-6'), 'unit-changed', { field: 'pressure' }),
  refused('the code is another', pressure('mm[Hg]', '8462-4'), 'code-changed', { field: 'pressure' }),
  refused('a unit is said for the first time', steps(Unit('{steps}'), IsOptional(), IsInt()), 'unit-stated', {
    field: 'steps',
  }),
  worded(
    'a field is described in other words',
    sex([0, 1], { '0': 'female', '1': 'male' }, 'Sex at birth'),
    'meaning-worded',
    { field: 'sex' },
  ),
]);
