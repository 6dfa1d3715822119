import { Injectable } from '@nestjs/common';
import { AccessErrors, type TokenVerifier } from '@mesh/access';
import { LINEAGE_TOPIC, type RunEvent } from '@mesh/lineage';
import {
  accepts,
  count,
  dataProduct,
  event,
  IsInstant,
  max,
  Phi,
  windowed,
  WindowResult,
  type Serves,
} from '@mesh/product';
import { DataProductModule, describeProduct, toServed } from '@mesh/runtime';
import { eventually, startTestDatabase } from '@mesh/testing';
import { IsNumber, IsOptional, IsString, Max } from 'class-validator';
import { serveForTest, type ServedForTest } from './testing/serve-for-test.js';

class Beat {
  @IsString()
  beatId!: string;

  @Phi()
  @IsString()
  person!: string;

  @IsNumber()
  @Max(300)
  pulse!: number;

  @IsInstant()
  takenAt!: string;
}

class Hour extends WindowResult {
  @Phi()
  @IsString()
  person!: string;

  @IsNumber()
  beats!: number;

  @IsOptional()
  @IsNumber()
  highest?: number | null;
}

const hours = dataProduct('cardiology.hours', {
  version: '1.0.0',
  title: 'Hours',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Look at each hour.',
  sensitivity: 'phi',
  inputs: {
    taken: accepts('taken', { summary: 'A beat', message: Beat, id: 'beatId', key: 'person', at: 'takenAt' }),
  },
  ports: {
    summed: event('summed', { summary: 'An hour', message: Hour, id: 'resultId', key: 'person', at: 'windowEnd' }),
  },
  processing: {
    hourly: windowed({
      ...{ from: 'taken', key: 'person', size: '1h', lateness: '1h', gives: 'summed' },
      aggregate: { beats: count(), highest: max('pulse') },
    }),
  },
  grants: [],
  promises: { availability: 0.999, freshness: '5m', retention: '1y' },
});

/** Owes nothing: the platform takes the input. */
@Injectable()
class HoursService implements Serves<typeof hours> {}

const nobody: TokenVerifier = {
  verify: () => {
    throw AccessErrors.TOKEN_MISSING();
  },
};
const TAKEN = 'cardiology.hours.taken.v1';
const SUMMED = 'cardiology.hours.summed.v1';

const beat = (beatId: string, at: string, pulse: unknown = 60) => ({
  ...{ id: beatId, source: '/bracelet', type: TAKEN, time: `2026-03-01T${at}Z`, key: 'p-1' },
  data: { beatId, person: 'p-1', pulse, takenAt: `2026-03-01T${at}Z` },
});

describe('given a product with declared processing', () => {
  let service: ServedForTest;

  beforeAll(async () => {
    service = await serveForTest(
      await startTestDatabase(),
      DataProductModule.serve(hours, HoursService, { recipes: {} }),
      nobody,
    );
  });
  afterAll(() => service.close());

  const read = async (topic: string) => {
    const all = (await service.log.ranges(topic)).map(({ partition }) => service.log.read(topic, partition, 0, 1_000));
    return (await Promise.all(all)).flat();
  };

  it('runs it while it is served, on what its contract allows', async () => {
    await service.log.append(TAKEN, [
      beat('b-1', '08:00:00'),
      beat('b-2', '08:10:00', 301),
      beat('b-3', '08:20:00', 90),
    ]);
    await service.log.append(TAKEN, [beat('b-4', '09:00:00')]);
    await eventually(async () => expect(await read(SUMMED)).toHaveLength(1), { timeoutMs: 20_000 });
    const [hour] = await read(SUMMED);
    expect(hour?.data).toMatchObject({ person: 'p-1', beats: 2, highest: 90, revision: 1 });
    expect(hour).toMatchObject({ key: 'p-1', source: 'urn:mesh:cardiology:hours:summed' });
    expect(hour?.dataschema).toBe('urn:mesh:cardiology:hours:summed:1.0.0');
    const letters = await service.log.deadLetters(TAKEN, 'cardiology.hours.hourly.v1', 10);
    expect(letters.map(({ event: { id }, cause }) => [id, cause.split(' ')[0]])).toEqual([
      ['b-2', 'RUNTIME.MESSAGE_INVALID'],
    ]);
  });

  it('measures how far it has come, by its name and nobody else’s', async () => {
    const metrics = await (await fetch(`${service.address}/metrics`)).text();
    const lines = metrics.split('\n').filter((line) => line.startsWith('mesh_processing_'));
    const labels = '{processing="cardiology.hours.hourly.v1",service="cardiology"}';
    expect(lines).toContain(`mesh_processing_results${labels} 1`);
    expect(lines).toContain(`mesh_processing_open_windows${labels} 2`);
    expect(lines).toContain(`mesh_processing_late_events${labels} 0`);
    expect(lines.find((line) => line.startsWith('mesh_processing_watermark_lag_seconds'))).toMatch(/ \d/);
    expect(metrics).not.toContain('p-1');
  });

  it('is ready only with it, and tells which topic becomes which, field by field', async () => {
    expect((await fetch(`${service.address}/health/ready`)).status).toBe(200);
    const told = (await read(LINEAGE_TOPIC)).map(({ data }) => data as RunEvent);
    const [run] = told.filter(({ job, eventType }) => job.name === 'hours.process.hourly' && eventType === 'COMPLETE');
    expect(run?.inputs?.map(({ name }) => name)).toEqual([TAKEN]);
    expect(run?.outputs).toMatchObject([
      {
        name: SUMMED,
        facets: {
          columnLineage: {
            fields: {
              highest: {
                inputFields: [{ name: TAKEN, field: 'pulse', transformations: [{ subtype: 'AGGREGATION' }] }],
              },
              person: { inputFields: [{ name: TAKEN, field: 'person', transformations: [{ subtype: 'IDENTITY' }] }] },
            },
          },
        },
      },
    ]);
  });

  it('shows it in its description', () => {
    expect(describeProduct(toServed(hours)).processing).toEqual([
      {
        ...{ name: 'hourly', kind: 'windowed', from: [TAKEN], gives: SUMMED, port: 'summed' },
        summary: 'Windows of 1h over taken, for each person: beats (count), highest (max of pulse); corrected for 1h',
      },
    ]);
  });
});
