import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '@mesh/kafka-broker';
import { startTestDatabase, storyWithKafka } from '@mesh/testing';
import type { LogKind, LogUnderTest } from './log-under-test.js';

/** The log on a Kafka broker of its own; effects are in a PostgreSQL that no fault happens to. */
export const onKafka: LogKind = {
  name: 'Kafka',
  describe: storyWithKafka,
  async start(given) {
    const home = given ?? (await mkdtemp(join(tmpdir(), 'mesh-faults-')));
    const kafka = await startKafka({ home: join(home, 'kafka'), shortLived: true });
    const { url, close } = await startTestDatabase();
    const { brokers, sasl } = kafka.connection('scram-sha-512');
    const portOf = (address: string): number => Number(address.split(':')[1]);
    return {
      address: { kind: 'kafka', settings: { brokers, ...(sasl && { sasl }) }, database: url },
      effects: url,
      ports: [...brokers.map(portOf), Number(new URL(url).port)],
      isUp: () => kafka.pid(1) !== undefined,
      kill: () => kafka.kill(1),
      restart: () => kafka.restart(1),
      async dispose() {
        await kafka.stop();
        await close();
        if (given === undefined) await rm(home, { recursive: true, force: true });
      },
    } satisfies LogUnderTest;
  },
};
