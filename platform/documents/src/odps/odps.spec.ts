import { parse, parseDocument } from 'yaml';
import { odcsOf } from '../odcs/odcs.js';
import { nodesOf, type Node } from '../standards/finding.js';
import { weighing } from '../testing/weighing-product.js';
import { odpsFindings } from './odps-findings.js';
import { odpsOf } from './odps.js';

const contractText = odcsOf(weighing);
const text = odpsOf(weighing);
const descriptor = parse(text) as Node;

describe('given a product with one of everything', () => {
  it('makes a descriptor that its standard, the house and its contract accept', () => {
    expect(odpsFindings(text, contractText)).toEqual([]);
  });

  it('makes the same bytes each time, and says the same to readers of YAML 1.1', () => {
    expect(odpsOf(weighing)).toBe(text);
    expect(parse(text, { version: '1.1' })).toEqual(descriptor);
  });

  it('reads others by their contract and version', () => {
    expect(descriptor['inputPorts']).toMatchObject([
      { name: 'pulses', version: '3.2.0', contractId: 'urn:mesh:epidemiology:pulse:contract' },
    ]);
  });

  it('offers every port under its own contract, and says what it was made of', () => {
    const { id } = parse(contractText) as Node;
    const ports = nodesOf(descriptor['outputPorts']);
    expect(ports.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'weighings rest',
      'weighed event',
      'noted event',
      'history dataset',
      'study dataset',
    ]);
    for (const port of ports)
      expect(port).toMatchObject({
        contractId: id,
        version: '2.1.0',
        inputContracts: [{ id: 'urn:mesh:epidemiology:pulse:contract', version: '3.2.0' }],
      });
  });

  it('opens a door to find it, to watch it, to steer it and to understand its words', () => {
    const doors = nodesOf(descriptor['managementPorts']);
    expect(new Set(doors.map(({ content }) => content))).toEqual(
      new Set(['discoverability', 'observability', 'control', 'dictionary']),
    );
    expect(doors.find(({ name }) => name === 'metrics')?.['url']).toBe('http://127.0.0.1:4001/metrics');
    expect(doors.find(({ name }) => name === 'training')).toBeUndefined();
  });

  it('names only doors of the control plane to a domain that has no port of its own yet', () => {
    const elsewhere = { ...weighing, id: 'nephrology.weighing' as const };
    expect(odpsFindings(odpsOf(elsewhere), odcsOf(elsewhere))).toEqual([]);
    expect(odpsOf(elsewhere)).not.toContain('127.0.0.1:4001');
  });
});

describe('given a descriptor that is wrong in one place', () => {
  const findings = (path: string, value: unknown) => {
    const draft = parseDocument(text);
    if (value === undefined) draft.deleteIn(path.split('/'));
    else draft.setIn(path.split('/'), value);
    return odpsFindings(String(draft), contractText);
  };
  const ROWS: readonly (readonly [what: string, path: string, value: unknown, pointer: string, rule: string])[] = [
    ['an address in an output port', 'outputPorts/0/url', 'http://x.example', '/outputPorts/0', 'additionalProperties'],
    [
      'a link that is none',
      'authoritativeDefinitions/0/url',
      'contract.odcs.yaml',
      '/authoritativeDefinitions/0/url',
      'format',
    ],
    ['an input without a contract', 'inputPorts/0/contractId', undefined, '/inputPorts/0', 'required'],
    ['a status of its own', 'status', 'fine', '/status', 'vocabulary'],
    ['another version than the contract', 'version', '2.2.0', '/version', 'agreement'],
    ['a port under another contract', 'outputPorts/1/contractId', 'urn:x:y', '/outputPorts/1/contractId', 'reference'],
    ['a port that the contract does not know', 'outputPorts/3/name', 'gone', '/outputPorts/3/name', 'reference'],
    ['two ports of one name', 'outputPorts/1/name', 'noted', '/outputPorts', 'unique'],
    [
      'an input contract that is no input',
      'inputPorts/0/version',
      '4.0.0',
      '/outputPorts/0/inputContracts',
      'reference',
    ],
    ['a door to nowhere', 'managementPorts/0/url', undefined, '/managementPorts/0', 'reference'],
    ['a door for something else', 'managementPorts/0/content', 'fun', '/managementPorts/0/content', 'vocabulary'],
  ];

  it.each(ROWS)('finds %s', (_what, path, value, pointer, rule) => {
    expect(findings(path, value)).toContainEqual(expect.objectContaining({ pointer, rule }));
  });

  it('finds nothing once it is put right', () => {
    expect(findings('description/purpose', 'The same in other words.')).toEqual([]);
  });
});
