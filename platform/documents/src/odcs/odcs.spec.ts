import { parse } from 'yaml';
import type { Node } from '../standards/finding.js';
import { nodesOf } from '../standards/finding.js';
import { weighing } from '../testing/weighing-product.js';
import { odcsFindings } from './odcs-findings.js';
import { odcsOf } from './odcs.js';

const text = odcsOf(weighing);
const contract = parse(text) as Node;
const named = (nodes: unknown, name: string, by = 'name'): Node =>
  nodesOf(nodes).find((node) => node[by] === name) ?? {};
const schema = (name: string): Node => named(contract['schema'], name);
const property = (object: string, name: string): Node => named(schema(object)['properties'], name);

describe('given a product with one of everything', () => {
  it('makes a contract that its standard and the house accept', () => {
    expect(odcsFindings(text)).toEqual([]);
  });

  it('says the same to readers of YAML 1.1 and 1.2', () => {
    expect(parse(text, { version: '1.1' })).toEqual(contract);
    expect(contract['tags']).toEqual(['weight', 'yes', '1.0']);
    expect(property('weighed', 'clothed')['examples']).toEqual(['no', 'yes']);
    expect(property('weighed', 'weighedAt')['examples']).toEqual(['2026-03-01T08:00:00Z']);
  });

  it('makes the same bytes each time, without anchors', () => {
    expect(odcsOf(weighing)).toBe(text);
    expect(text).not.toMatch(/[&*]a\d/);
  });

  it('says that it ends, when, and what comes after it', () => {
    expect(contract['status']).toBe('deprecated');
    expect(named(contract['slaProperties'], 'endOfLife', 'property')['value']).toBe('2027-01-01');
    expect(named(contract['customProperties'], 'replacement', 'property')['value']).toBe('cardiology.balance');
    expect(schema('weighed')['tags']).toContain('deprecated');
    expect(named(schema('weighed')['customProperties'], 'sunset', 'property')['value']).toBe('2026-06-01');
  });
});

describe('given its ports', () => {
  it('has a schema for each that holds data, topics by the name of the topic', () => {
    expect(
      nodesOf(contract['schema']).map(({ name, physicalType, physicalName }) => [name, physicalType, physicalName]),
    ).toEqual([
      ['weighed', 'topic', 'cardiology.weighing.weighed.v2'],
      ['noted', 'topic', 'cardiology.weighing.noted.v2'],
      ['history', 'table', 'history'],
      ['study', 'table', 'study'],
    ]);
  });

  it('finds the rows of a dataset in the lake by its physical name', () => {
    const { path } = named(contract['servers'], 'lake', 'server');
    expect(String(path).replace('{model}', String(schema('history')['physicalName']))).toBe(
      './.mesh/lake/cardiology/weighing/history/v2/day=*/*.parquet',
    );
  });

  it('tells which rows come from which event, and whom to thank for the others', () => {
    expect(property('history', 'attempts')['transformSourceObjects']).toEqual(['noted']);
    expect(property('study', 'attempts')['transformSourceObjects']).toBeUndefined();
    expect(schema('study')['authoritativeDefinitions']).toEqual([
      { type: 'source', url: 'https://doi.org/10.24432/C52P4X', description: 'study.csv' },
    ]);
  });
});

describe('given its fields', () => {
  it('knows key, partition and what must be there', () => {
    expect(property('history', 'weighingId')).toMatchObject({ required: true, unique: true, primaryKey: true });
    expect(property('history', 'weighedAt')).toMatchObject({ partitioned: true, partitionKeyPosition: 1 });
    expect(property('weighed', 'weight')).toMatchObject({ required: false });
  });

  it('has a logical type always, bounds as its options, and a type that tools can read files with', () => {
    expect(property('weighed', 'weight')).toMatchObject({
      logicalType: 'number',
      logicalTypeOptions: { minimum: 0.2, maximum: 600, format: 'f64' },
    });
    expect(property('weighed', 'worn')).toMatchObject({ logicalType: 'array', items: { logicalType: 'string' } });
    expect(property('history', 'attempts')).toMatchObject({ logicalType: 'integer', physicalType: 'BIGINT' });
    expect(property('history', 'weighedAt')).toMatchObject({ logicalType: 'timestamp', physicalType: 'TIMESTAMP_TZ' });
  });

  it('classifies personal fields apart, inside of others as well', () => {
    expect(property('weighed', 'personId')['classification']).toBe('phi');
    expect(property('weighed', 'weight')['classification']).toBe('internal');
    expect(named(property('weighed', 'scales')['properties'], 'place')['classification']).toBe('phi');
  });

  it('points to what decides their meaning, by types that no tool takes for a contract to be fetched', () => {
    const { businessName, description, authoritativeDefinitions } = property('weighed', 'weight');
    expect([businessName, description]).toEqual(['Body weight', 'The mass of a person, clothed lightly.']);
    expect(nodesOf(authoritativeDefinitions).map(({ type, url }) => [type, url])).toEqual([
      ['glossary', 'http://127.0.0.1:4000/catalog/glossary/body-weight'],
      ['terminology', 'https://loinc.org/29463-7'],
      ['unit', 'https://ucum.org/ucum'],
    ]);
  });

  it('has enumerations as rules, and a declared rule in the place of an implied one', () => {
    expect(property('weighed', 'clothed')['quality']).toMatchObject([
      { metric: 'invalidValues', arguments: { validValues: ['no', 'yes'] }, mustBe: 0, severity: 'error' },
    ]);
    expect(property('history', 'clothed')['quality']).toMatchObject([
      { arguments: { validValues: ['no'] }, description: 'Clothes are to be off.', severity: 'warning' },
    ]);
  });
});

describe('given its promises and grants', () => {
  it('writes rules with one operator and the reason', () => {
    expect(schema('history')['quality']).toMatchObject([{ metric: 'rowCount', mustBeGreaterOrEqualTo: 10 }]);
    expect(property('history', 'attempts')['quality']).toMatchObject([
      { metric: 'nullValues', unit: 'percent', mustBeLessOrEqualTo: 5, description: 'Old scales do not count.' },
    ]);
  });

  it('writes service levels in whole words, and how soon each dataset has a row', () => {
    const levels = nodesOf(contract['slaProperties']).map(({ property: name, value, unit, element }) =>
      [name, value, unit, element].filter((part) => part !== undefined).join(' '),
    );
    expect(levels).toEqual([
      'availability 99.9 percent',
      'responseTimeP99 25 milliseconds',
      'freshness 5 minutes',
      'retention 7 years',
      'latency 5 minutes history.weighedAt',
      'latency 1 days study.weighedAt',
      'endOfLife 2027-01-01',
    ]);
  });

  it('writes each grant as a role with its ports and purposes', () => {
    expect(nodesOf(contract['roles']).map(({ role, access }) => [role, access])).toEqual([
      ['clinic', 'call, read'],
      ['data-scientist', 'read'],
    ]);
    expect(named(contract['roles'], 'clinic', 'role')['description']).toBe('May use weighings, history for TREAT.');
  });
});

describe('given another number of ports', () => {
  const only = (...names: string[]) => ({
    ...weighing,
    ports: Object.fromEntries(Object.entries(weighing.ports).filter(([name]) => names.includes(name))),
    grants: [],
  });
  const serversOf = (product: Parameters<typeof odcsOf>[0]): readonly unknown[] =>
    nodesOf((parse(odcsOf(product)) as Node)['servers']).map(({ server }) => server);

  it('names no lake to a product of calls alone', () => {
    expect(serversOf(only('weighings'))).toEqual(['api']);
    expect(odcsFindings(odcsOf(only('weighings')))).toEqual([]);
  });

  it('names no address of a domain that has no port of its own yet', () => {
    const elsewhere = { ...weighing, id: 'nephrology.weighing' as const };
    expect(serversOf(elsewhere)).toEqual(['lake']);
    expect(odcsFindings(odcsOf(elsewhere))).toEqual([]);
  });
});
