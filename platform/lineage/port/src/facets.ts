import type { Facet } from './lineage.js';

/** Who emits, as OpenLineage asks of every event and facet. */
export const LINEAGE_PRODUCER = 'https://cloudmedical.example/mesh/0.1.0';

const SPEC = 'https://openlineage.io/spec';

const facet =
  (version: string, name: string) =>
  (properties: Readonly<Record<string, unknown>>): Facet => ({
    _producer: LINEAGE_PRODUCER,
    _schemaURL: `${SPEC}/facets/${version}/${name}.json#/$defs/${name}`,
    ...properties,
  });

const schemaFacetOf = facet('1-2-0', 'SchemaDatasetFacet');
const columnLineageFacetOf = facet('1-2-0', 'ColumnLineageDatasetFacet');
const versionFacetOf = facet('1-0-1', 'DatasetVersionDatasetFacet');
const outputStatisticsFacetOf = facet('1-0-2', 'OutputStatisticsOutputDatasetFacet');
const documentationFacetOf = facet('1-1-0', 'DocumentationDatasetFacet');
const datasetOwnershipFacetOf = facet('1-0-1', 'OwnershipDatasetFacet');
const jobOwnershipFacetOf = facet('1-0-1', 'OwnershipJobFacet');
const sourceCodeLocationFacetOf = facet('1-1-0', 'SourceCodeLocationJobFacet');
const jobTypeFacetOf = facet('2-0-4', 'JobTypeJobFacet');
const errorMessageFacetOf = facet('1-0-1', 'ErrorMessageRunFacet');

/** A column of a dataset. */
export interface SchemaField {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
}

/** Facet `schema` of a dataset. */
export const schemaFacet = (fields: readonly SchemaField[]): Facet => schemaFacetOf({ fields });

/** A column of an input on which an output column depends. */
export interface InputField {
  readonly namespace: string;
  readonly name: string;
  readonly field: string;
  readonly transformations?: readonly {
    readonly type: 'DIRECT' | 'INDIRECT';
    readonly subtype?: string;
    readonly description?: string;
    /** True where nothing of the original value can be seen. */
    readonly masking?: boolean;
  }[];
}

/** Facet `columnLineage` of an output dataset: for each of its columns those it was made from. */
export const columnLineageFacet = (fields: Readonly<Record<string, readonly InputField[]>>): Facet =>
  columnLineageFacetOf({
    fields: Object.fromEntries(Object.entries(fields).map(([name, inputFields]) => [name, { inputFields }])),
  });

/** Facet `version` of a dataset: for content that never changes, its hash. */
export const versionFacet = (datasetVersion: string): Facet => versionFacetOf({ datasetVersion });

/** Facet `outputStatistics` of an output; `size` in bytes. */
export const outputStatisticsFacet = (statistics: {
  readonly rowCount?: number;
  readonly size?: number;
  readonly fileCount?: number;
}): Facet => outputStatisticsFacetOf(statistics);

/** Facet `documentation` of a dataset: what it is, where it came from, whom to thank. */
export const documentationFacet = (description: string): Facet => documentationFacetOf({ description });

/** Facet `ownership` of a dataset, by team. */
export const datasetOwnershipFacet = (team: string): Facet =>
  datasetOwnershipFacetOf({ owners: [{ name: `team:${team}` }] });

/** Facet `ownership` of a job, by team. */
export const jobOwnershipFacet = (team: string): Facet => jobOwnershipFacetOf({ owners: [{ name: `team:${team}` }] });

/** Facet `sourceCodeLocation` of a job; `version` is the commit. */
export const sourceCodeLocationFacet = (location: {
  readonly url: string;
  readonly repoUrl?: string;
  readonly path?: string;
  readonly version?: string;
}): Facet => sourceCodeLocationFacetOf({ type: 'git', ...location });

/** Facet `jobType` of a job of the mesh. */
export const jobTypeFacet = (processingType: 'BATCH' | 'STREAMING' | 'SERVICE', jobType: string): Facet =>
  jobTypeFacetOf({ processingType, integration: 'MESH', jobType });

/** Facet `errorMessage` of a run; give a code and its title, never data. */
export const errorMessageFacet = (message: string): Facet =>
  errorMessageFacetOf({ message, programmingLanguage: 'TypeScript' });
