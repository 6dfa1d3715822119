export { LINEAGE_TOPIC, LineageEmitter, type Facet, type LineageDataset, type RunEvent } from './lineage.js';
export { EventLogLineageEmitter } from './event-log-lineage-emitter.js';
export {
  columnLineageFacet,
  datasetOwnershipFacet,
  documentationFacet,
  errorMessageFacet,
  jobOwnershipFacet,
  jobTypeFacet,
  LINEAGE_PRODUCER,
  outputStatisticsFacet,
  schemaFacet,
  sourceCodeLocationFacet,
  versionFacet,
  type InputField,
  type SchemaField,
} from './facets.js';
export { lineageJob, type LineageJob, type RunReport } from './lineage-job.js';
