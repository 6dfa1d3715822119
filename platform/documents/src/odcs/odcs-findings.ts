import { foundIf, nodesOf, oneOf, repeated, type Finding, type Node } from '../standards/finding.js';
import { schemaFindings } from '../standards/published-schema.js';
import { readYaml } from '../standards/read-yaml.js';
import { headFindings } from '../standards/vocabulary.js';

const CLASSIFICATIONS = ['public', 'internal', 'phi'];
const SEVERITIES = ['error', 'warning'];

/** What is wrong with a data contract: by the published schema of ODCS 3.1.0, and by what the schema leaves to words. */
export function odcsFindings(text: string): readonly Finding[] {
  const { document, findings } = readYaml(text);
  if (findings.length > 0) return findings;
  return [...schemaFindings('odcs', document), ...headFindings(document), ...meaningFindings(document)];
}

function meaningFindings(contract: Node): readonly Finding[] {
  const objects = nodesOf(contract['schema']);
  const names = objects.map(({ name }) => name);
  return [
    ...repeated(names, '/schema', 'schema'),
    ...repeated(
      nodesOf(contract['servers']).map(({ server }) => server),
      '/servers',
      'server',
    ),
    ...repeated(
      nodesOf(contract['slaProperties']).map(({ id }) => id),
      '/slaProperties',
      'id',
    ),
    ...objects.flatMap((object, at) => objectFindings(object, `/schema/${at}`, names)),
    ...nodesOf(contract['slaProperties']).flatMap(({ element }, at) =>
      foundIf(
        element !== undefined && !elementsOf(objects).has(element),
        `/slaProperties/${at}/element`,
        'reference',
        'must name a schema and one of its properties, with one dot between them',
      ),
    ),
    ...nodesOf(contract['authoritativeDefinitions']).flatMap(({ url }, at) =>
      foundIf(
        !URL.canParse(String(url)),
        `/authoritativeDefinitions/${at}/url`,
        'reference',
        'must be an absolute URL',
      ),
    ),
  ];
}

const elementsOf = (objects: readonly Node[]): ReadonlySet<unknown> =>
  new Set(objects.flatMap((object) => nodesOf(object['properties']).map(({ name }) => `${object['name']}.${name}`)));

function objectFindings(object: Node, pointer: string, schemas: readonly unknown[]): readonly Finding[] {
  const properties = nodesOf(object['properties']);
  const rules = [...nodesOf(object['quality']), ...properties.flatMap(({ quality }) => nodesOf(quality))];
  return [
    ...foundIf(properties.length === 0, pointer, 'properties', 'must have properties'),
    ...foundIf(!properties.some(({ primaryKey }) => primaryKey === true), pointer, 'key', 'must have a primary key'),
    ...repeated(
      properties.map(({ name }) => name),
      `${pointer}/properties`,
      'property',
    ),
    ...repeated(
      rules.map(({ id }) => id),
      `${pointer}/quality`,
      'rule',
    ),
    ...nodesOf(object['quality']).flatMap((rule, at) => ruleFindings(rule, `${pointer}/quality/${at}`)),
    ...properties.flatMap((property, at) => propertyFindings(property, `${pointer}/properties/${at}`, schemas)),
  ];
}

function propertyFindings(property: Node, pointer: string, schemas: readonly unknown[]): readonly Finding[] {
  const sources = Array.isArray(property['transformSourceObjects']) ? property['transformSourceObjects'] : [];
  return [
    // Without a type the schema judges the bounds of a number as if they were those of a date.
    ...foundIf(property['logicalType'] === undefined, pointer, 'logicalType', 'must have a logical type'),
    ...oneOf(property['classification'], CLASSIFICATIONS, `${pointer}/classification`),
    ...foundIf(
      sources.some((source) => !schemas.includes(source)),
      `${pointer}/transformSourceObjects`,
      'reference',
      'must name schemas of the contract',
    ),
    ...nodesOf(property['quality']).flatMap((rule, at) => ruleFindings(rule, `${pointer}/quality/${at}`)),
    ...nodesOf(property['properties']).flatMap((inner, at) =>
      propertyFindings(inner, `${pointer}/properties/${at}`, schemas),
    ),
  ];
}

function ruleFindings(rule: Node, pointer: string): readonly Finding[] {
  const { validValues } = (rule['arguments'] ?? {}) as Node;
  return [
    ...foundIf(!rule['id'], pointer, 'named', 'must have an id'),
    ...oneOf(rule['severity'], SEVERITIES, `${pointer}/severity`),
    ...foundIf(
      rule['metric'] === 'invalidValues' && !(Array.isArray(validValues) && validValues.length > 0),
      pointer,
      'arguments',
      'must name the valid values',
    ),
  ];
}
