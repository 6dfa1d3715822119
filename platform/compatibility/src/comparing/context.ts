import type { Direction } from '../change.js';
import { listOf, objectOf, textOf, type JsonObject } from '../json.js';
import { ODCS, ODPS, type Documents } from '../reading/documents.js';
import { propertiesByName } from '../reading/custom-properties.js';

/** A port as the descriptor of a product says. */
export interface KnownPort {
  readonly kind: string;
  readonly direction: Direction;
  /** The first UTC day on which it may be gone. */
  readonly sunset?: string;
  /** Where it is reached: a path below the service, or a topic. */
  readonly address?: string;
}

/** The documents of one version, and the ports that they speak of. */
export interface Version {
  readonly documents: Documents;
  readonly ports: ReadonlyMap<string, KnownPort>;
}

/** What every comparison may look up. */
export interface Context {
  readonly before: Version;
  readonly after: Version;
  /** UTC day on which the change takes effect; without one, no announced end has come. */
  readonly today?: string;
}

/** Reads which ports there are. */
export const versionOf = (documents: Documents): Version => ({ documents, ports: portsOf(documents) });

function portsOf(documents: Documents): ReadonlyMap<string, KnownPort> {
  const descriptor = documents.get(ODPS) ?? {};
  const wholeSunset = productSunset(documents);
  const offered = listOf(descriptor.outputPorts)
    .map(objectOf)
    .map((port) => [textOf(port.name) ?? '', knownPort(port, wholeSunset)] as const);
  const taken = listOf(descriptor.inputPorts)
    .map(objectOf)
    .filter(isOwnInput)
    .map((port) => [textOf(port.name) ?? '', knownPort({ ...port, type: ACCEPTED }, wholeSunset)] as const);
  return new Map([...offered, ...taken]);
}

/** The kind of an input port that others write to. */
export const ACCEPTED = 'accepted';

const DIRECTIONS: Readonly<Record<string, Direction>> = { rest: 'both', stream: 'both', [ACCEPTED]: 'input' };

/** Whether an input port is the product's own: others write to it. What a product reads of others has no URN of its own. */
export const isOwnInput = (port: JsonObject): boolean =>
  textOf(propertiesByName(port.customProperties).urn) !== undefined;

function knownPort(port: JsonObject, wholeSunset: string | undefined): KnownPort {
  const kind = textOf(port.type) ?? '';
  const { path, topic } = propertiesByName(port.customProperties);
  const [sunset, address] = [sunsetOf(port) ?? wholeSunset, textOf(path) ?? textOf(topic)];
  return {
    kind,
    direction: DIRECTIONS[kind] ?? 'output',
    ...(sunset !== undefined && { sunset }),
    ...(address !== undefined && { address }),
  };
}

/** The first UTC day on which the whole product may be gone. */
export const productSunset = (documents: Documents): string | undefined =>
  sunsetOf(documents.get(ODPS) ?? {}) ?? sunsetOf(documents.get(ODCS) ?? {});

const sunsetOf = (described: JsonObject): string | undefined =>
  textOf(propertiesByName(described.customProperties).sunset);
