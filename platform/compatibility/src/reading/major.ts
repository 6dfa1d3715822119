import { isObject, textOf, type JsonObject } from '../json.js';
import { parseVersion } from '../version/semantic-version.js';
import { ODCS, ODPS, OPENAPI, type Documents } from './documents.js';

/** The one version that the documents say; undefined when they say none or several. */
export function declaredVersion(documents: Documents): string | undefined {
  const said = [documents.get(ODPS)?.version, documents.get(ODCS)?.version, infoOf(documents).version]
    .map(textOf)
    .filter((version) => version !== undefined);
  return new Set(said).size === 1 ? said[0] : undefined;
}

const infoOf = (documents: Documents): JsonObject => {
  const info = documents.get(OPENAPI)?.info;
  return isObject(info) ? info : {};
};

/** The major version that the documents say; undefined when they do not say one version. */
export function declaredMajor(documents: Documents): number | undefined {
  const version = declaredVersion(documents);
  return version === undefined ? undefined : parseVersion(version)?.major;
}

/**
 * The documents with the major version taken out of paths, topics and names: a new major lies beside the old one, under
 * addresses of its own, and is compared as if it lay in its place.
 */
export function withoutMajor(documents: Documents, major: number): Documents {
  return new Map([...documents].map(([name, document]) => [name, unversioned(document, major) as JsonObject]));
}

function unversioned(value: unknown, major: number): unknown {
  if (typeof value === 'string') return addressOf(value, major);
  if (Array.isArray(value)) return value.map((member) => unversioned(member, major));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [addressOf(name, major), unversioned(member, major)]),
  );
}

/** `/heart/v1/scores`, `cardiology.heart.scored.v1`, `urn:mesh:…:v1`: a part of an address that is `v` and the major. */
const addressOf = (text: string, major: number): string =>
  text.replaceAll(new RegExp(`(?<=[/.:])v${major}(?![\\w-]|\\.\\d)`, 'g'), 'v*');
