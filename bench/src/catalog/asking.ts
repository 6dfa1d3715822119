import { Agent, get } from 'node:http';

import { LatencyHistogram } from '../load/latency-histogram.js';

/** Latencies in milliseconds. */
export interface Latencies {
  readonly calls: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Asks each address in turn over so many connections, one call at a time on each, and times the whole answers. */
export async function ask(addresses: readonly string[], connections: number): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const histogram = new LatencyHistogram();
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let address = addresses[next++]; address !== undefined; address = addresses[next++]) {
      const since = performance.now();
      await read(address, agent);
      histogram.record((performance.now() - since) * 1_000);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, caller));
  } finally {
    agent.destroy();
  }
  const ms = (share: number) => histogram.percentile(share) / 1_000;
  return { calls: histogram.count, p50Ms: ms(0.5), p95Ms: ms(0.95), p99Ms: ms(0.99), maxMs: histogram.max / 1_000 };
}

function read(address: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(address, { agent, timeout: 10_000 }, (answer) => {
      answer.on('error', reject);
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${address} answered ${answer.statusCode}`)),
      );
      answer.resume();
    });
    request.on('timeout', () => request.destroy(new Error(`${address} did not answer in time`)));
    request.on('error', reject);
  });
}
