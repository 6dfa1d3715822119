import { IsIn, IsNumber, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Example, IsInstant, Phi, Unit } from '@mesh/product';
import { describeCases } from './testing/describe-cases.js';
import { all, drop, dropPort, port, product, promise, put, rowsOf } from './testing/edits.js';
import { basePlan } from './testing/plan.js';

const on = { port: 'scored', direction: 'output' } as const;
// The events are kept as rows: what hurts the one hurts the other.
const broken = rowsOf({ ...on, hurts: 'readers', deserves: 'major', alsoBreaks: ['history'] });
const kept = rowsOf({ ...on, hurts: 'nobody', deserves: 'minor' });

const probability = (...rules: PropertyDecorator[]) => put('Scored', 'probability', ...rules, IsNumber(), Example(0.2));
const remark = (...rules: PropertyDecorator[]) => put('Scored', 'remark', ...rules, Example('2026-01-31T12:00:00Z'));
const risk = (...rules: PropertyDecorator[]) => put('Scored', 'risk', ...rules, Example('low'));

describeCases('given a message of an event port', [
  kept('a field is added', put('Scored', 'site', IsOptional(), IsString(), Example('north')), 'field-added', {
    field: 'site',
  }),
  broken('a field is removed', drop('Scored', 'remark'), 'field-removed', { field: 'remark' }),
  broken('a field may be missing', probability(IsOptional(), Min(0), Max(1)), 'field-optional', {
    field: 'probability',
  }),
  kept('a field is always there', remark(IsString(), MaxLength(200)), 'field-required', { field: 'remark' }),
  kept('a field is never null any more', remark(IsString(), MaxLength(200)), 'null-refused', { field: 'remark' }),
  broken('a range grows', probability(Min(0), Max(100)), 'upper-limit-loosened', { field: 'probability' }),
  broken('a value may come that never came', risk(IsIn(['low', 'moderate', 'high'])), 'value-added', { field: 'risk' }),
  kept('a value does not come any more', risk(IsIn(['low'])), 'value-removed', { field: 'risk' }),
  kept('values are listed', risk(IsIn(['low', 'high'])), 'values-listed', {
    field: 'risk',
    released: risk(IsString()),
  }),
  broken('a time becomes any text', put('Scored', 'storedAt', IsString(), Example('x')), 'format-loosened', {
    field: 'storedAt',
  }),
  // Whoever asks for rows by a text that is no time is refused.
  kept('a text becomes a time', remark(IsInstant()), 'format-tightened', {
    field: 'remark',
    released: remark(IsString()),
    alsoBreaks: ['history'],
  }),
  broken('the unit is another', probability(Unit('%')), 'unit-changed', {
    field: 'probability',
    released: probability(Unit('1')),
  }),
  kept('a unit is said for the first time', probability(Unit('1'), Min(0), Max(1)), 'unit-stated', {
    field: 'probability',
  }),
  broken(
    'a field is withheld as personal',
    remark(Phi(), IsOptional(), IsString(), MaxLength(200)),
    'personal-withheld',
    { field: 'remark' },
  ),
  kept(
    'a personal field is revealed',
    put('Scored', 'patientId', IsString(), MinLength(1), MaxLength(64), Example('p-1')),
    'personal-revealed',
    { field: 'patientId' },
  ),
]);

const ANNOUNCED = { since: '1.2.0', announced: '2026-01-01', sunset: '2026-07-01', replacement: 'history' };
const ending = (changed: Partial<typeof ANNOUNCED> = {}) =>
  port('scored', { deprecated: { ...ANNOUNCED, ...changed } });
const gone = all(dropPort('scored'), port('history', { lands: undefined }));
const forPurposes = (...purposes: ('HRESCH' | 'PUBHLTH')[]) =>
  product({ grants: [{ role: 'data-scientist', ports: ['scored'], purposes }] });
const { grants } = basePlan().spec;
const rated = {
  kind: 'event',
  name: 'rated',
  summary: 'A score was rated',
  message: 'Case',
  id: 'caseId',
  key: 'caseId',
  at: 'recordedAt',
};

const alone = rowsOf({ ...on, hurts: 'readers', deserves: 'major' });

describeCases('given an event port', [
  alone('the events are told apart by another field', port('scored', { id: 'patientId' }), 'event-id-changed'),
  alone('the events are kept in order by another field', port('scored', { key: 'scoreId' }), 'event-key-changed'),
  alone('the time of an event is another field', port('scored', { at: 'storedAt' }), 'event-time-changed'),
  alone('the topic is another', port('scored', { name: 'rated' }), 'topic-changed'),
  kept('a topic is added', port('rated', rated), 'port-added', { port: 'rated' }),
  alone('the port is gone without a word', gone, 'port-removed'),
  kept('the port is gone after its sunset', gone, 'port-removed-after-sunset', {
    released: ending(),
    today: '2026-07-02',
  }),
  kept('its end is announced', ending(), 'deprecation-announced'),
  alone('its end comes sooner', ending({ sunset: '2026-03-01' }), 'sunset-earlier', { released: ending() }),
  kept('something else replaces it', ending({ replacement: 'cases' }), 'replacement-changed', {
    released: ending(),
    deserves: 'patch',
  }),
  alone('the topic keeps events for a shorter time', promise({ retention: '7d' }), 'topic-retention-shortened', {
    alsoBreaks: [undefined],
  }),
  alone('the port may not be used for a purpose any more', forPurposes('HRESCH'), 'purpose-closed', {
    released: forPurposes('HRESCH', 'PUBHLTH'),
  }),
  kept(
    'the port may be used for another purpose',
    product({ grants: [...grants, { role: 'data-scientist', ports: ['scored'], purposes: ['PUBHLTH'] }] }),
    'purpose-opened',
  ),
]);
