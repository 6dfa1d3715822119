import { intakePath } from '@mesh/documents';
import type {
  DescribedDeprecation,
  DescribedIntake,
  DescribedPort,
  DescribedRule,
  ProductDescription,
} from '@mesh/events';
import {
  acceptedInputs,
  consumedInputs,
  fieldOrder,
  givenByStream,
  replyTopic,
  takenBy,
  type Accepted,
  type DataProduct,
  type Deprecation,
  type Port,
  type QualityRule,
} from '@mesh/product';
import { boundInWords } from '../quality/evaluate-rule.js';
import { describeFields, shapesOf, termsOf } from './describe-fields.js';
import { describeProcessing } from './describe-processing.js';
import { describeWatch } from './describe-watch.js';
import { documentsOf } from './published.js';
import type { ServedProduct } from './served-product.js';

const described = new WeakMap<DataProduct, ProductDescription>();

/** A declaration in plain JSON: what the catalog shows and a search finds; the same object each time. */
export function describeProduct(served: ServedProduct): ProductDescription {
  let description = described.get(served.declared);
  if (description === undefined) described.set(served.declared, (description = describe(served)));
  return description;
}

function describe({ declared, names }: ServedProduct): ProductDescription {
  const ports = Object.entries(declared.ports);
  const accepted = acceptedInputs(declared);
  return {
    id: declared.id,
    urn: names.urn,
    domain: names.domain,
    name: names.product,
    title: declared.title,
    version: declared.version,
    owner: declared.owner,
    purpose: declared.purpose,
    description: `${declared.title}: ${declared.purpose}`,
    sensitivity: declared.sensitivity,
    lifecycle: declared.status ?? (declared.deprecated === undefined ? 'active' : 'deprecated'),
    ...(declared.deprecated && { deprecation: endOf(declared.deprecated) }),
    ...(declared.limitations && { limitations: declared.limitations }),
    terms: termsOf([...ports.flatMap(([, port]) => shapesOf(port)), ...accepted.map(([, { message }]) => message)]),
    tags: declared.tags ?? [],
    ports: ports.map(([name, port]) => describePort(name, port, { declared, names })),
    models: Object.values(declared.models ?? {}).map(
      ({ name, features, learnsFrom, card, watch, schedule, gates }) => ({
        name,
        features: fieldOrder(features),
        card,
        ...(watch && { watch: describeWatch(watch, { declared, names }) }),
        ...(schedule && { schedule }),
        ...(gates && { gates }),
        ...(learnsFrom.outcome === 'count' && { outcome: 'count' as const }),
      }),
    ),
    inputs: consumedInputs(declared).map(([name, input]) => ({
      name,
      from: `${input.product.id}:${input.port.name}`,
    })),
    ...(accepted.length > 0 && {
      accepts: accepted.map(([name, input]) => describeIntake(name, input, { declared, names })),
    }),
    documents: documentsOf({ declared, names }).map(({ name, mediaType, path, sha256 }) => ({
      name,
      mediaType,
      path,
      sha256,
    })),
    ...(declared.processing && { processing: describeProcessing(declared) }),
    promises: { ...declared.promises },
    grants: declared.grants.map(({ role, ports, purposes }) => ({ role, ports, purposes })),
  };
}

function describePort(
  name: string,
  port: Port,
  { declared, names }: Pick<ServedProduct, 'declared' | 'names'>,
): DescribedPort {
  const end = port.deprecated ?? declared.deprecated;
  const place = {
    name,
    urn: names.port(name),
    kind: port.kind,
    summary: port.summary,
    ...(end && { deprecation: endOf(end) }),
  };
  switch (port.kind) {
    case 'rest':
      return {
        ...place,
        method: port.method,
        path: `${names.basePath}${port.path}`,
        fields: describeFields(port.body),
        answers: describeFields(port.returns),
        raises: port.raises.map(({ code }) => code),
      };
    case 'event':
      return { ...place, topic: names.topic(port.name), fields: describeFields(port.message) };
    case 'dataset':
      return {
        ...place,
        method: 'GET',
        path: `${names.basePath}/${port.name}`,
        fields: describeFields(port.row),
        quality: port.quality.map(describeRule),
        refresh: port.refresh,
      };
    case 'stream': {
      const [answer] = givenByStream(declared, port);
      return {
        ...place,
        topic: takenBy(declared, port).topic,
        takes: port.takes,
        gives: port.gives,
        replies: replyTopic(declared, port),
        fields: describeFields(takenBy(declared, port).port.message),
        ...(answer && { answers: describeFields(answer.message) }),
      };
    }
  }
}

function describeIntake(
  name: string,
  input: Accepted,
  { declared, names }: Pick<ServedProduct, 'declared' | 'names'>,
): DescribedIntake {
  const end = input.deprecated ?? declared.deprecated;
  return {
    name,
    urn: names.port(name),
    method: 'POST',
    path: `${names.basePath}${intakePath(input)}`,
    topic: names.topic(input.name),
    summary: input.summary,
    fields: describeFields(input.message),
    ...(end && { deprecation: endOf(end) }),
  };
}

const endOf = ({ since, announced, sunset, replacement }: Deprecation): DescribedDeprecation => ({
  since,
  announced,
  sunset,
  replacement,
});

function describeRule(rule: QualityRule): DescribedRule {
  const { id, metric, field, dimension, severity, because } = rule;
  return { id, metric, ...(field && { field }), dimension, severity, because, bound: boundInWords(rule) };
}
