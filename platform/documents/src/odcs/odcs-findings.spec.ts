import { parseDocument } from 'yaml';
import { weighing } from '../testing/weighing-product.js';
import { odcsFindings } from './odcs-findings.js';
import { odcsOf } from './odcs.js';

const sound = odcsOf(weighing);

/** The sound contract with one member changed, or left out. */
function spoilt(path: string, value: unknown): string {
  const contract = parseDocument(sound);
  if (value === undefined) contract.deleteIn(path.split('/'));
  else contract.setIn(path.split('/'), value);
  return String(contract);
}

const ROWS: readonly (readonly [what: string, path: string, value: unknown, pointer: string, rule: string])[] = [
  ['an unknown member', 'topics', [], '', 'additionalProperties'],
  ['a topic in a server', 'servers/2/topic', 't', '/servers/2', 'unevaluatedProperties'],
  [
    'an enumeration among the options',
    'schema/0/properties/2/logicalTypeOptions/enum',
    [1],
    '/schema/0/properties/2/logicalTypeOptions',
    'additionalProperties',
  ],
  ['two operators in a rule', 'schema/2/quality/0/mustBe', 3, '/schema/2/quality/0', 'oneOf'],
  ['an unknown dimension', 'schema/2/quality/0/dimension', 'beauty', '/schema/2/quality/0/dimension', 'enum'],
  ['a moment that is no time', 'contractCreatedTs', 'yesterday', '/contractCreatedTs', 'format'],
  ['a status of its own', 'status', 'fine', '/status', 'vocabulary'],
  ['a version that is none', 'version', '2.1', '/version', 'version'],
  ['two schemas of one name', 'schema/1/name', 'weighed', '/schema', 'unique'],
  ['two properties of one name', 'schema/0/properties/1/name', 'weighingId', '/schema/0/properties', 'unique'],
  ['two rules of one id', 'schema/2/quality/0/id', 'nullValues-attempts', '/schema/2/quality', 'unique'],
  ['two servers of one name', 'servers/1/server', 'api', '/servers', 'unique'],
  ['a service level of nothing', 'slaProperties/4/element', 'history.gone', '/slaProperties/4/element', 'reference'],
  [
    'a property without a type',
    'schema/1/properties/1/logicalType',
    undefined,
    '/schema/1/properties/1',
    'logicalType',
  ],
  [
    'a classification of its own',
    'schema/0/properties/0/classification',
    'secret-ish',
    '/schema/0/properties/0/classification',
    'vocabulary',
  ],
  ['a schema without a key', 'schema/1/properties/0/primaryKey', undefined, '/schema/1', 'key'],
  [
    'rows from nowhere',
    'schema/2/properties/0/transformSourceObjects',
    ['gone'],
    '/schema/2/properties/0/transformSourceObjects',
    'reference',
  ],
  [
    'valid values that are not told',
    'schema/0/properties/3/quality/0/arguments',
    undefined,
    '/schema/0/properties/3/quality/0',
    'arguments',
  ],
  ['a severity of its own', 'schema/2/quality/0/severity', 'grave', '/schema/2/quality/0/severity', 'vocabulary'],
  [
    'a link to nowhere',
    'authoritativeDefinitions/0/url',
    'openapi.json',
    '/authoritativeDefinitions/0/url',
    'reference',
  ],
];

describe('given a contract that is wrong in one place', () => {
  it.each(ROWS)('finds %s', (_what, path, value, pointer, rule) => {
    expect(odcsFindings(spoilt(path, value))).toContainEqual(expect.objectContaining({ pointer, rule }));
  });

  it('finds nothing once it is put right', () => {
    expect(odcsFindings(spoilt('status', 'active'))).toEqual([]);
  });
});

describe('given a text that is no contract at all', () => {
  it.each([
    ['a broken text', 'a: [', 'yaml'],
    ['a member twice', 'id: one\nid: two', 'yaml'],
    ['a list', '- id', 'yaml'],
    ['nothing', '', 'yaml'],
    ['anchors', 'one: &here\n  a: 1\ntwo: *here\n', 'anchors'],
  ])('refuses %s', (_what, text, rule) => {
    expect(odcsFindings(text)).toContainEqual(expect.objectContaining({ rule }));
  });
});
