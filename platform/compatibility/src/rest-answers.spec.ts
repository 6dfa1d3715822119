import { IsBoolean, IsIn, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Example, Unit } from '@mesh/product';
import { describeCases } from './testing/describe-cases.js';
import { drop, port, put, rowsOf } from './testing/edits.js';
import { PlanErrors } from './testing/plan.js';

const answer = { port: 'scores', direction: 'output' } as const;
const broken = rowsOf({ ...answer, hurts: 'readers', deserves: 'major' });
const kept = rowsOf({ ...answer, hurts: 'nobody', deserves: 'minor' });
const worded = rowsOf({ ...answer, hurts: 'nobody', deserves: 'patch' });

const pulse = (...rules: PropertyDecorator[]) => put('Answer', 'pulse', ...rules, Example(60));
const perMinute = (...rules: PropertyDecorator[]) => pulse(Unit('/min'), ...rules);
const remark = (...rules: PropertyDecorator[]) => put('Answer', 'remark', ...rules, IsString(), Example('at rest'));
const band = (...rules: PropertyDecorator[]) => put('Answer', 'band', ...rules, IsString(), Example('a'));
const risk = (...values: string[]) => put('Answer', 'risk', IsIn(values));

describeCases('given an answer of a REST port', [
  kept('a field is added, which readers ignore', band(), 'required-field-added', { field: 'band' }),
  kept('a field that may be missing is added', band(IsOptional()), 'field-added', { field: 'band' }),
  broken('a field is removed', drop('Answer', 'remark'), 'field-removed', { field: 'remark' }),
  broken('a field may be missing', perMinute(IsOptional(), IsNumber(), Min(20), Max(300)), 'field-optional', {
    field: 'pulse',
  }),
  broken('a field may be null', perMinute(IsOptional(), IsNumber(), Min(20), Max(300)), 'null-allowed', {
    field: 'pulse',
  }),
  kept('a field is always there', remark(MaxLength(200)), 'field-required', { field: 'remark' }),
  broken('a range grows', perMinute(IsNumber(), Min(20), Max(400)), 'upper-limit-loosened', { field: 'pulse' }),
  kept('a range shrinks', perMinute(IsNumber(), Min(30), Max(300)), 'lower-limit-tightened', { field: 'pulse' }),
  broken('a text may be longer', remark(IsOptional(), MaxLength(400)), 'greatest-length-loosened', { field: 'remark' }),
  broken('a value may come that never came', risk('low', 'moderate', 'high'), 'value-added', { field: 'risk' }),
  kept('a value does not come any more', risk('high'), 'value-removed', { field: 'risk' }),
  broken('values are not listed any more', put('Answer', 'risk', IsString(), Example('low')), 'values-opened', {
    field: 'risk',
  }),
  broken(
    'a number becomes a truth value',
    put('Answer', 'pulse', Unit('/min'), IsBoolean(), Example(true)),
    'type-changed',
    { field: 'pulse' },
  ),
  broken('the unit is another', pulse(Unit('Hz'), IsNumber(), Min(20), Max(300)), 'unit-changed', { field: 'pulse' }),
  broken('the unit is not said any more', pulse(IsNumber(), Min(20), Max(300)), 'unit-withdrawn', { field: 'pulse' }),
  worded(
    'examples are others',
    put('Answer', 'remark', IsOptional(), IsString(), MaxLength(200), Example('resting')),
    'examples-changed',
    { field: 'remark' },
  ),
  kept(
    'an error has a new code',
    port('scores', { raises: [PlanErrors.NOT_READY, PlanErrors.UNKNOWN_DEVICE] }),
    'error-code-added',
    { field: 'code' },
  ),
  kept(
    'an error has a new status',
    port('scores', { raises: [PlanErrors.NOT_READY, PlanErrors.DEVICE_GONE] }),
    'error-status-added',
  ),
  kept('an error is not raised any more', port('scores', { raises: [] }), 'error-code-removed', { field: 'code' }),
]);
