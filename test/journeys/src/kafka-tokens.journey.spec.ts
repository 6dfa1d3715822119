import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka, type RunningKafka } from '@mesh/kafka-broker';
import { eventually, storyWithKafka } from '@mesh/testing';
import { Kafka, logLevel } from 'kafkajs';
import { callersOf } from './support/callers.js';
import { MeshProcess } from './support/mesh-process.js';

const SPARE_MS = 120_000;

storyWithKafka('given brokers that take the tokens of a mesh, which starts after them', () => {
  let folder: string;
  let kafka: RunningKafka;
  let mesh: MeshProcess;
  let issuer: MeshProcess;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mesh-kafka-'));
    mesh = await MeshProcess.create();
    kafka = await startKafka({
      home: folder,
      shortLived: true,
      oauth: { issuer: mesh.address(), audience: 'urn:mesh' },
    });
    issuer = MeshProcess.serving('control-plane', mesh.place);
    await issuer.start();
  }, SPARE_MS);

  afterAll(async () => {
    await issuer?.dispose();
    await mesh?.dispose();
    await kafka?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, SPARE_MS);

  const topicsFor = async (token: string): Promise<readonly string[]> => {
    const admin = new Kafka({
      clientId: 'journey',
      brokers: [...(kafka.bootstrap.sasl ?? [])],
      sasl: { mechanism: 'oauthbearer', oauthBearerProvider: () => Promise.resolve({ value: token }) },
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    }).admin();
    try {
      await admin.connect();
      return await admin.listTopics();
    } finally {
      await admin.disconnect();
    }
  };

  it(
    'lets a device in that bears one, and shows it nothing that nobody granted to it',
    async () => {
      const token = await callersOf(mesh.place).token('bracelet-app');
      // Brokers look for keys that they do not know when they first meet them, and refuse until they have them.
      expect(await eventually(() => topicsFor(token), { timeoutMs: 20_000 })).toEqual([]);
    },
    SPARE_MS,
  );

  it(
    'keeps a device out whose token was altered',
    async () => {
      const [header, , signature] = (await callersOf(mesh.place).token('bracelet-app')).split('.');
      const claims = { iss: mesh.address(), aud: 'urn:mesh', sub: 'mesh', iat: 1, exp: 4_000_000_000 };
      const altered = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
      await expect(topicsFor(altered)).rejects.toThrow(/closed connection|authentication failed|no brokers/i);
    },
    SPARE_MS,
  );
});
