/** A job or a dataset by its OpenLineage name. */
export interface NodeName {
  readonly kind: 'job' | 'dataset';
  readonly namespace: string;
  readonly name: string;
}

/** Marquez's form: `dataset:<namespace>:<name>`, `job:<namespace>:<name>`. */
export const nodeId = ({ kind, namespace, name }: NodeName): string => `${kind}:${namespace}:${name}`;

/** `datasetField:<namespace>:<name>:<field>` */
export const fieldId = (dataset: Omit<NodeName, 'kind'>, field: string): string =>
  `datasetField:${dataset.namespace}:${dataset.name}:${field}`;

/**
 * The ways to read a field's id as a dataset's id and a field: namespaces, names and fields may all contain colons, so only
 * the store can tell which one is meant.
 */
export function fieldCandidates(id: string): readonly { readonly datasetId: string; readonly field: string }[] {
  const parts = id.slice('datasetField:'.length).split(':');
  return parts.slice(2).map((_, at) => ({
    datasetId: `dataset:${parts.slice(0, at + 2).join(':')}`,
    field: parts.slice(at + 2).join(':'),
  }));
}
