import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

import {
  columnLineageFacet,
  datasetOwnershipFacet,
  documentationFacet,
  jobOwnershipFacet,
  jobTypeFacet,
  outputStatisticsFacet,
  schemaFacet,
  sourceCodeLocationFacet,
  versionFacet,
} from './facets.js';
import { lineageJob } from './lineage-job.js';
import type { Facet, RunEvent } from './lineage.js';

const schemas = join(process.env['MESH_SCHEMAS_DIR'] ?? '../shared/schemas', 'openlineage');
const read = (path: string) => JSON.parse(readFileSync(join(schemas, path), 'utf8')) as Record<string, unknown>;

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(read('OpenLineage.json'));
for (const file of readdirSync(join(schemas, 'facets')).filter((name) => name.endsWith('.json')))
  ajv.addSchema(read(`facets/${file}`));

const validates = (schemaUrl: string, document: unknown) => {
  const validate = ajv.getSchema(schemaUrl);
  if (validate === undefined) throw new Error(`no published schema ${schemaUrl}`);
  return validate(document) === true ? [] : validate.errors;
};

const facetsOf = ({ run, job, inputs = [], outputs = [] }: RunEvent): readonly Facet[] =>
  [
    run.facets,
    job.facets,
    ...[...inputs, ...outputs].flatMap((dataset) => [dataset.facets, dataset.inputFacets, dataset.outputFacets]),
  ].flatMap((facets) => Object.values(facets ?? {}));

const job = lineageJob('mesh://cardiology', 'heart-disease-risk.train', {
  jobType: jobTypeFacet('BATCH', 'TRAINING'),
  ownership: jobOwnershipFacet('cardiology'),
  sourceCodeLocation: sourceCodeLocationFacet({
    url: 'https://cloudmedical.example/mesh',
    path: 'domains/cardiology',
    version: 'abc',
  }),
});
const input = {
  namespace: 'mesh://cardiology',
  name: 'heart-disease-risk.training',
  facets: {
    schema: schemaFacet([{ name: 'age', type: 'integer', description: 'Years' }]),
    version: versionFacet('a1'),
    documentation: documentationFacet('UCI heart disease'),
    ownership: datasetOwnershipFacet('cardiology'),
  },
};
const output = {
  namespace: 'mesh://models',
  name: 'heart-disease-risk',
  facets: {
    columnLineage: columnLineageFacet({
      probability: [
        {
          namespace: input.namespace,
          name: input.name,
          field: 'age',
          transformations: [{ type: 'DIRECT', subtype: 'TRANSFORMATION', masking: false }],
        },
      ],
    }),
  },
  outputFacets: { outputStatistics: outputStatisticsFacet({ rowCount: 3, size: 10, fileCount: 1 }) },
};
const report = {
  runId: '0196d2a5-7b1c-7000-8000-000000000001',
  at: '2026-01-01T00:00:00.000Z',
  inputs: [input],
  outputs: [output],
};

describe('given the events of a run', () => {
  it.each([
    ['START', job.start(report)],
    ['COMPLETE', job.complete(report)],
    ['FAIL', job.fail({ ...report, message: 'TRAINING.TOO_FEW_ROWS: too few rows' })],
    ['RUNNING', job.event('RUNNING', { runId: report.runId, at: report.at })],
  ])('%s is a RunEvent of the published schema, with every facet of its own', (type, event) => {
    expect(event.eventType).toBe(type);
    expect(validates(event.schemaURL, event)).toEqual([]);
    expect(validates('https://openlineage.io/spec/2-0-2/OpenLineage.json', event)).toEqual([]);
    for (const facet of facetsOf(event)) expect(validates(facet._schemaURL, facet)).toEqual([]);
  });

  it('carries the error of a run that failed', () => {
    expect(job.fail({ ...report, message: 'TRAINING.X' }).run.facets?.['errorMessage']).toMatchObject({
      message: 'TRAINING.X',
    });
  });
});
