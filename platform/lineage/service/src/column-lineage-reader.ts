import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { InputField } from '@mesh/lineage';

import { facetsAsOf, type Facets } from './facet-reader.js';
import type { GraphNode } from './graph-node.js';
import { GraphReader, type Graph, type GraphQuery } from './graph-reader.js';
import { LineageErrors } from './lineage.errors.js';
import { fieldCandidates, fieldId, nodeId, type NodeName } from './node-id.js';

interface Field {
  readonly dataset: NodeName;
  readonly field: string;
}

interface FieldNode extends Field {
  readonly inputs: readonly InputField[];
  readonly facets: Facets;
}

const MAX_FIELDS = 2_000;

/** Columns and what they were made from, from `columnLineage` facets. */
@Injectable()
export class ColumnLineageReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(GraphReader) private readonly nodes: GraphReader,
  ) {}

  /** Upstream of one field, or of all fields of a dataset; throws LINEAGE.NODE_UNKNOWN. */
  async graph({ nodeId: origin, depth, asOf }: GraphQuery): Promise<Graph> {
    const facets = new Map<string, Facets>();
    const visited = new Map<string, FieldNode>();
    let frontier = await this.start(origin, asOf);
    let truncated = false;
    for (let step = 0; step <= depth && frontier.length > 0; step += 1) {
      await this.learn(facets, frontier, asOf);
      const next: Field[] = [];
      for (const field of frontier) {
        const id = fieldId(field.dataset, field.field);
        if (visited.has(id)) continue;
        truncated ||= visited.size >= MAX_FIELDS;
        if (truncated) break;
        const own = facets.get(nodeId(field.dataset)) ?? {};
        const inputs = inputFieldsOf(own, field.field);
        visited.set(id, { ...field, inputs, facets: own });
        next.push(...inputs.map(inputField));
      }
      frontier = truncated ? [] : next;
    }
    return { graph: fieldGraph(visited), ...(truncated ? { truncated } : {}) };
  }

  private async start(origin: string, asOf: Date): Promise<readonly Field[]> {
    if (origin.startsWith('dataset:')) {
      const dataset = await this.nodes.find(origin, asOf);
      if (dataset === undefined) throw LineageErrors.NODE_UNKNOWN();
      const own = (await facetsAsOf(this.database, [origin], asOf)).get(origin) ?? {};
      return fieldNames(own).map((field) => ({ dataset, field }));
    }
    for (const { datasetId, field } of origin.startsWith('datasetField:') ? fieldCandidates(origin).slice(0, 50) : []) {
      const dataset = await this.nodes.find(datasetId, asOf);
      const own = dataset && (await facetsAsOf(this.database, [datasetId], asOf)).get(datasetId);
      if (dataset !== undefined && fieldNames(own ?? {}).includes(field)) return [{ dataset, field }];
    }
    throw LineageErrors.NODE_UNKNOWN();
  }

  private async learn(facets: Map<string, Facets>, fields: readonly Field[], asOf: Date): Promise<void> {
    const unknown = [...new Set(fields.map(({ dataset }) => nodeId(dataset)))].filter((id) => !facets.has(id));
    const found = await facetsAsOf(this.database, unknown, asOf);
    for (const id of unknown) facets.set(id, found.get(id) ?? {});
  }
}

const inputField = ({ namespace, name, field }: InputField): Field => ({
  dataset: { kind: 'dataset', namespace, name },
  field,
});

type LineageFields = Readonly<Record<string, { readonly inputFields?: readonly InputField[] } | undefined>>;

const lineageFields = (facets: Facets): LineageFields => {
  const fields = facets['columnLineage']?.['fields'];
  return typeof fields === 'object' && fields !== null ? (fields as LineageFields) : {};
};

/** Facets come from outside: what has not the shape of the standard counts as nothing. */
function inputFieldsOf(facets: Facets, field: string): readonly InputField[] {
  const fields = lineageFields(facets);
  const inputs: unknown = Object.hasOwn(fields, field) ? fields[field]?.inputFields : undefined;
  const isInput = (input: Partial<InputField> | null) =>
    typeof input?.namespace === 'string' && typeof input.name === 'string' && typeof input.field === 'string';
  return Array.isArray(inputs) ? (inputs as InputField[]).filter(isInput) : [];
}

function fieldNames(facets: Facets): readonly string[] {
  const schema = facets['schema']?.['fields'];
  const declared = Array.isArray(schema)
    ? (schema as { name?: unknown }[]).flatMap(({ name }) => (typeof name === 'string' ? [name] : []))
    : [];
  return [...new Set([...Object.keys(lineageFields(facets)), ...declared])];
}

function fieldGraph(visited: ReadonlyMap<string, FieldNode>): readonly GraphNode[] {
  const edges = [...visited].flatMap(([destination, { inputs }]) =>
    inputs.map(inputField).map(({ dataset, field }) => ({ origin: fieldId(dataset, field), destination })),
  );
  const known = edges.filter(({ origin }) => visited.has(origin));
  return [...visited].map(([id, { dataset, field, inputs, facets }]) => ({
    id,
    type: 'DATASET_FIELD',
    data: {
      namespace: dataset.namespace,
      dataset: dataset.name,
      field,
      fieldType: fieldType(facets, field),
      inputFields: inputs.map(({ namespace, name, ...rest }) => ({ namespace, dataset: name, ...rest })),
    },
    inEdges: known.filter(({ destination }) => destination === id),
    outEdges: known.filter(({ origin }) => origin === id),
  }));
}

function fieldType(facets: Facets, field: string): string | null {
  const fields = facets['schema']?.['fields'];
  const found = Array.isArray(fields)
    ? (fields as { name?: unknown; type?: unknown }[]).find(({ name }) => name === field)
    : undefined;
  return typeof found?.type === 'string' ? found.type : null;
}
