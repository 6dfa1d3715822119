import { foundIf, nodesOf, oneOf, repeated, type Finding, type Node } from '../standards/finding.js';
import { schemaFindings } from '../standards/published-schema.js';
import { readYaml } from '../standards/read-yaml.js';
import { headFindings, isVersion } from '../standards/vocabulary.js';

const CONTENTS = ['discoverability', 'observability', 'control', 'dictionary'];
const HEAD = ['name', 'version', 'status', 'domain'] as const;

/**
 * What is wrong with the descriptor of a product: by the published schema of ODPS 1.0.0, by what the schema leaves to
 * words, and where it does not fit the product's data contract.
 */
export function odpsFindings(text: string, contractText: string): readonly Finding[] {
  const { document, findings } = readYaml(text);
  if (findings.length > 0) return findings;
  const { document: contract } = readYaml(contractText);
  return [
    ...schemaFindings('odps', document),
    ...headFindings(document),
    ...portFindings(document),
    ...managementFindings(document),
    ...agreementFindings(document, contract),
  ];
}

function portFindings(descriptor: Node): readonly Finding[] {
  const inputs = nodesOf(descriptor['inputPorts']);
  const outputs = nodesOf(descriptor['outputPorts']);
  const read = inputs.map(({ contractId, version }) => `${contractId} ${version}`);
  return [
    ...foundIf(outputs.length === 0, '/outputPorts', 'ports', 'must offer a port'),
    ...repeated(inputs.map(keyOf), '/inputPorts', 'port'),
    ...repeated(outputs.map(keyOf), '/outputPorts', 'port'),
    ...[...inputs, ...outputs].flatMap(({ name, version }) =>
      foundIf(!isVersion(version), '', 'version', `the version of port ${String(name)} must be a semantic version`),
    ),
    ...outputs.flatMap(({ inputContracts }, at) =>
      foundIf(
        nodesOf(inputContracts).some(({ id, version }) => !read.includes(`${id} ${version}`)),
        `/outputPorts/${at}/inputContracts`,
        'reference',
        'must name contracts of the input ports',
      ),
    ),
  ];
}

const keyOf = ({ name, version }: Node): string => `${String(name)} ${String(version)}`;

function managementFindings(descriptor: Node): readonly Finding[] {
  const ports = nodesOf(descriptor['managementPorts']);
  return [
    ...repeated(
      ports.map(({ name }) => name),
      '/managementPorts',
      'port',
    ),
    ...ports.flatMap(({ content, type, url, channel }, at) => [
      ...oneOf(content, CONTENTS, `/managementPorts/${at}/content`),
      ...oneOf(type, ['rest', 'topic'], `/managementPorts/${at}/type`),
      ...foundIf(!url && !channel, `/managementPorts/${at}`, 'reference', 'must say where it is'),
    ]),
  ];
}

/** A descriptor and its contract speak of the same product, and each port that holds data has a schema. */
function agreementFindings(descriptor: Node, contract: Node): readonly Finding[] {
  const schemas = nodesOf(contract['schema']).map(({ name }) => name);
  return [
    ...HEAD.flatMap((member) =>
      foundIf(descriptor[member] !== contract[member], `/${member}`, 'agreement', 'must be that of the contract'),
    ),
    ...nodesOf(descriptor['outputPorts']).flatMap(({ name, type, contractId, version }, at) => [
      ...foundIf(
        contractId !== contract['id'] || version !== contract['version'],
        `/outputPorts/${at}/contractId`,
        'reference',
        'must name the contract in its version',
      ),
      ...foundIf(
        type !== 'rest' && type !== 'stream' && !schemas.includes(name),
        `/outputPorts/${at}/name`,
        'reference',
        'must be a schema of the contract',
      ),
    ]),
  ];
}
