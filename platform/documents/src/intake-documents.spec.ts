import { IsInt, IsString, Max } from 'class-validator';
import { accepts, dataProduct, Example, IsInstant, Phi } from '@mesh/product';
import { parse } from 'yaml';
import { asyncApiFindings } from './asyncapi/asyncapi-findings.js';
import { asyncApiOf } from './asyncapi/asyncapi.js';
import { odcsFindings } from './odcs/odcs-findings.js';
import { odcsOf } from './odcs/odcs.js';
import { odpsFindings } from './odps/odps-findings.js';
import { odpsOf } from './odps/odps.js';
import { openApiFindings } from './openapi/openapi-findings.js';
import { openApiOf } from './openapi/openapi.js';
import { productSamples } from './samples/product-samples.js';
import { schemasOf } from './schemas/schemas.js';

class WristMeasured {
  @Example('r-1')
  @IsString()
  readingId!: string;

  @Phi()
  @Example('p-1')
  @IsString()
  person!: string;

  @Example(61)
  @IsInt()
  @Max(300)
  pulse!: number;

  @Example('2026-03-01T08:00:00Z')
  @IsInstant()
  takenAt!: string;
}

const wrist = dataProduct('cardiology.wrist', {
  version: '1.0.0',
  title: 'Wrist',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Take what bracelets measure.',
  sensitivity: 'phi',
  inputs: {
    measured: accepts('measured', {
      summary: 'A bracelet measured',
      message: WristMeasured,
      id: 'readingId',
      key: 'person',
      at: 'takenAt',
    }),
  },
  ports: {},
  grants: [
    { role: 'device-app', ports: ['measured'], purposes: ['TREAT'] },
    { role: 'data-engineer', ports: ['measured', 'rejects'], purposes: ['HOPERAT'] },
  ],
  promises: { availability: 0.999, freshness: '5m', retention: '7y' },
});

type Json = ReturnType<typeof JSON.parse>;
const openApi: Json = JSON.parse(openApiOf(wrist).text);
const asyncApi: Json = JSON.parse(asyncApiOf(wrist)[0]?.text ?? '');
const contract: Json = parse(odcsOf(wrist));
const descriptor: Json = parse(odpsOf(wrist));

describe('given the documents of a product that takes messages', () => {
  it('leaves the tools of each standard nothing to say', async () => {
    expect(await openApiFindings(openApiOf(wrist).text)).toEqual([]);
    const ofAsyncApi = await asyncApiFindings(asyncApiOf(wrist)[0]?.text ?? '');
    expect(ofAsyncApi.map(({ rule }) => rule)).toEqual(['asyncapi-latest-version']);
    expect(odcsFindings(odcsOf(wrist))).toEqual([]);
    expect(odpsFindings(odpsOf(wrist), odcsOf(wrist))).toEqual([]);
  });

  it('says over HTTP how one is sent, and how files are', () => {
    const operations = Object.entries(openApi.paths as Record<string, Record<string, { operationId: string }>>)
      .filter(([path]) => path.startsWith('/inputs'))
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
      );
    expect(operations).toEqual([
      'post /inputs/measured sendMeasured',
      'put /inputs/measured/uploads/{upload} beginMeasuredUpload',
      'patch /inputs/measured/uploads/{upload} continueMeasuredUpload',
      'get /inputs/measured/uploads/{upload} getMeasuredUpload',
      'get /inputs/measured/uploads/{upload}/rejects listMeasuredUploadRejects',
    ]);
    const send = openApi.paths['/inputs/measured'].post;
    expect(Object.keys(send.requestBody.content)).toEqual(['application/json', 'application/x-ndjson', 'text/csv']);
    expect(send.description).toContain('role `device-app` for TREAT');
    expect(openApi.components.schemas.WristMeasuredSent.required).toEqual(['person', 'pulse', 'takenAt']);
  });

  it('says over the log that others write and it reads', () => {
    expect(asyncApi.operations.receiveMeasured).toMatchObject({
      action: 'receive',
      channel: { $ref: '#/channels/measured' },
      bindings: { kafka: { groupId: { enum: ['cardiology.wrist.measured'] } } },
    });
    expect(asyncApi.channels.measured).toMatchObject({
      address: 'cardiology.wrist.measured.v1',
      bindings: { kafka: { partitions: 4 } },
    });
    const { headers } = asyncApi.components.messages.measured;
    expect(headers.properties.ce_source).not.toHaveProperty('const');
    expect(headers.properties.ce_type.const).toBe('cardiology.wrist.measured.v1');
  });

  it('has it in the contract and the descriptor as an input of its own', () => {
    expect(contract.schema.map(({ name, tags }: Json) => `${name} ${tags[0]}`)).toEqual([
      'rejected event',
      'measured input',
      'rejects dataset',
    ]);
    expect(contract.roles.map(({ role, access }: Json) => `${role}: ${access}`)).toEqual([
      'device-app: write',
      'data-engineer: write, read',
    ]);
    expect(descriptor.inputPorts).toEqual([
      expect.objectContaining({ name: 'measured', version: '1.0.0', contractId: contract.id }),
    ]);
    expect(descriptor.outputPorts.map(({ name }: Json) => name)).toEqual(['rejected', 'rejects']);
  });

  it('shows samples of it, and its schema', () => {
    expect(productSamples(wrist).ports.find(({ name }) => name === 'measured')).toMatchObject({
      kind: 'event',
      direction: 'input',
      samples: Array.from({ length: 3 }, () => expect.objectContaining({ readingId: 'r-1', pulse: 61 })),
    });
    expect(schemasOf(wrist).map(({ name }) => name)).toEqual([
      'schemas/RowRejected.schema.json',
      'schemas/WristMeasured.schema.json',
    ]);
  });
});
