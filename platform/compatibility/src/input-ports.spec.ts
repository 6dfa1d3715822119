import { IsIn, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { Example, Unit } from '@mesh/product';
import { describeCases } from './testing/describe-cases.js';
import { all, drop, dropPort, port, product, put, rowsOf } from './testing/edits.js';
import { basePlan } from './testing/plan.js';

const { grants } = basePlan().spec;
const taking = all(
  port('measured', {
    kind: 'accepted',
    name: 'measured',
    summary: 'A pulse was measured',
    message: 'Measured',
    id: 'readingId',
    key: 'patientId',
    at: 'takenAt',
  }),
  product({ grants: [...grants, { role: 'device-app', ports: ['measured'], purposes: ['TREAT'] }] }),
);

const on = { port: 'measured', direction: 'input', released: taking } as const;
const harmless = rowsOf({ ...on, hurts: 'nobody', deserves: 'minor' });
const hurting = rowsOf({ ...on, hurts: 'writers', deserves: 'major' });

const pulse = (...rules: PropertyDecorator[]) => put('Measured', 'pulse', ...rules, IsNumber(), Example(60));

describeCases('given an input that others write to', [
  harmless('it is new', taking, 'port-added', { released: () => undefined }),
  hurting('it is gone', dropPort('measured'), 'port-removed', { alsoBreaks: ['rejected', 'rejects'] }),
  hurting('a range shrinks', pulse(Unit('/min'), Min(20), Max(200)), 'upper-limit-tightened', { field: 'pulse' }),
  harmless('a range grows', pulse(Unit('/min'), Min(20), Max(400)), 'upper-limit-loosened', { field: 'pulse' }),
  hurting('a field must be there', put('Measured', 'site', IsString(), Example('north')), 'required-field-added', {
    field: 'site',
  }),
  harmless('a field may be there', put('Measured', 'site', IsOptional(), IsString(), Example('north')), 'field-added', {
    field: 'site',
  }),
  hurting('a field is not taken any more', drop('Measured', 'arm'), 'field-removed', { field: 'arm' }),
  hurting('a value is not taken any more', put('Measured', 'arm', IsOptional(), IsIn(['left'])), 'value-removed', {
    field: 'arm',
  }),
  hurting('the unit is another', pulse(Unit('Hz'), Min(20), Max(300)), 'unit-changed', { field: 'pulse' }),
  hurting('messages are told apart by another field', port('measured', { id: 'patientId' }), 'event-id-changed'),
  hurting('the topic is another', port('measured', { name: 'taken' }), 'topic-changed'),
  hurting('it is closed to a role', product({ grants }), 'access-closed'),
]);
