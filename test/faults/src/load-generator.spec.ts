import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LatencyHistogram, startLoad, type LoadPlan } from '@mesh/bench';

describe('given latencies of every size', () => {
  it('finds percentiles to one per cent, as a sorted list would', () => {
    const histogram = new LatencyHistogram();
    const values = Array.from({ length: 20_000 }, (_, index) => Math.round(1.0007 ** index));
    for (const value of values) histogram.record(value);
    for (const share of [0.01, 0.5, 0.9, 0.99, 1]) {
      const exact = values[Math.ceil(share * values.length) - 1] ?? 0;
      expect(histogram.percentile(share)).toBeGreaterThanOrEqual(exact);
      expect(histogram.percentile(share)).toBeLessThanOrEqual(exact * 1.017 + 1);
    }
  });
});

describe('given a server that answers at once but stands still for half a second in between', () => {
  let server: Server;
  let folder: string;
  let calls = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mesh-load-'));
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        calls += 1;
        if (calls === 100) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
        const body = JSON.stringify({ scoreId: `id-${calls}` });
        response.writeHead(calls % 50 === 0 ? 503 : 200, { 'content-length': body.length }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  const plan = (): LoadPlan => ({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    path: '/',
    bodies: ['{"n":{n}}'],
    connections: 4,
    ratePerSecond: 200,
    durationMs: 2_000,
    timeoutMs: 2_000,
    idsFile: join(folder, 'ids.txt'),
  });

  it('counts the calls that were due meanwhile as late, and keeps the ids of what was answered', async () => {
    const figures = await startLoad(plan()).figures;
    expect(figures.sent).toBeGreaterThan(350);
    expect(figures.failed).toBe(0);
    expect(figures.answered + (figures.refused['503'] ?? 0)).toBe(figures.sent);
    expect(figures.refused['503']).toBe(Math.floor(figures.sent / 50));
    // A hundred of four hundred calls were due while it stood still: every tenth waited more than a quarter of a second.
    expect(figures.p90Micros).toBeGreaterThan(250_000);
    const ids = (await readFile(join(folder, 'ids.txt'), 'utf8')).trimEnd().split('\n');
    expect(new Set(ids).size).toBe(figures.answered);
  });
});

describe('given nobody who listens', () => {
  it('counts every call as failed and ends in time', async () => {
    const figures = await startLoad({
      host: '127.0.0.1',
      port: 1,
      path: '/',
      bodies: ['{}'],
      connections: 2,
      ratePerSecond: 100,
      durationMs: 500,
      timeoutMs: 300,
    }).figures;
    expect(figures.answered).toBe(0);
    expect(figures.failed).toBe(figures.sent);
  });
});
