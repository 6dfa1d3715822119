import type { DescribedDocument, ProductDescription } from '@mesh/events';

import type { ChangedDocument, ChangeDetail, ChangeKind } from './change.js';

/** A change without where and when. */
export interface DescriptionChange {
  readonly kind: ChangeKind;
  readonly detail: ChangeDetail;
}

/** What happened between two descriptions of a product; without a first one it was registered. */
export function descriptionChanges(
  before: ProductDescription | undefined,
  after: ProductDescription,
): readonly DescriptionChange[] {
  if (before === undefined) return [{ kind: 'registered', detail: {} }, ...endsBetween(undefined, after)];
  const parts = partsBetween(before, after);
  const documents = documentsBetween(before.documents ?? [], after.documents ?? []);
  const what = { ...(parts.length > 0 && { parts }), ...(documents.length > 0 && { documents }) };
  const changes: DescriptionChange[] = [];
  if (before.version !== after.version) changes.push({ kind: 'version', detail: { from: before.version, ...what } });
  else if (parts.length > 0 || documents.length > 0) changes.push({ kind: 'described', detail: what });
  return [...changes, ...endsBetween(before, after)];
}

/** Steps of the life of the product and its ports. */
function endsBetween(before: ProductDescription | undefined, after: ProductDescription): DescriptionChange[] {
  const changes: DescriptionChange[] = [];
  const [was, is] = [before === undefined ? undefined : (before.lifecycle ?? 'active'), after.lifecycle ?? 'active'];
  const { deprecation } = after;
  if (was !== is && is === 'deprecated')
    changes.push({ kind: 'deprecated', detail: deprecation && { deprecation } ? { deprecation } : {} });
  if (was !== is && is === 'retired') changes.push({ kind: 'retired', detail: {} });
  if (was !== undefined && was !== is && is === 'active') changes.push({ kind: 'activated', detail: {} });
  for (const port of after.ports) {
    // A port that only inherits the end of its product says nothing of its own.
    if (port.deprecation === undefined || same(port.deprecation, deprecation)) continue;
    const known = before?.ports.find(({ name }) => name === port.name)?.deprecation;
    if (!same(known, port.deprecation))
      changes.push({ kind: 'deprecated', detail: { port: port.name, deprecation: port.deprecation } });
  }
  return changes;
}

/** Parts that have changes of their own kind, or follow from others. */
const TOLD_APART = new Set(['version', 'lifecycle', 'deprecation', 'documents', 'ports', 'terms', 'urn']);

function partsBetween(before: ProductDescription, after: ProductDescription): readonly string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof ProductDescription)[];
  const parts = keys.filter((key) => !TOLD_APART.has(key) && !same(before[key], after[key]));
  const portsBefore = new Map(before.ports.map((port) => [port.name, port]));
  const portsAfter = new Map(after.ports.map((port) => [port.name, port]));
  const ports = [...new Set([...portsBefore.keys(), ...portsAfter.keys()])].filter(
    (name) => !same(unversioned(portsBefore.get(name)), unversioned(portsAfter.get(name))),
  );
  return [...parts, ...ports.map((name) => `ports.${name}`)];
}

/** A port without what a new major version of the product changes by itself. */
function unversioned(port: ProductDescription['ports'][number] | undefined): object | undefined {
  if (port === undefined) return undefined;
  const { deprecation: _end, path, topic, ...rest } = port;
  return { ...rest, path: path?.replace(/\/v\d+\//, '/v/'), topic: topic?.replace(/\.v\d+$/, '.v') };
}

function documentsBetween(
  before: readonly DescribedDocument[],
  after: readonly DescribedDocument[],
): readonly ChangedDocument[] {
  const [was, is] = [before, after].map((all) => new Map(all.map(({ name, sha256 }) => [name, sha256])));
  const names = [...new Set([...was!.keys(), ...is!.keys()])].sort();
  return names
    .filter((name) => was!.get(name) !== is!.get(name))
    .map((name) => {
      const [old, now] = [was!.get(name), is!.get(name)];
      return { name, ...(old && { before: old }), ...(now && { after: now }) };
    });
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
