import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka, type RunningKafka } from '@mesh/kafka-broker';
import { storyWithKafka } from '@mesh/testing';
import { MeshProcess } from './support/mesh-process.js';

const SPARE_MS = 180_000;
/** Each of its parts may take twelve seconds; on a machine that does other work besides, more. */
const STOPPED_WITHIN_MS = 90_000;

storyWithKafka('given a mesh whose broker is gone when it is asked to stop', () => {
  let folder: string;
  let kafka: RunningKafka;
  let mesh: MeshProcess;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mesh-kafka-'));
    kafka = await startKafka({ home: folder, shortLived: true, plaintext: true });
    mesh = await MeshProcess.create({ EVENTS: 'kafka', KAFKA_BROKERS: (kafka.bootstrap.plaintext ?? []).join(',') });
    await mesh.start(SPARE_MS);
  }, SPARE_MS);

  afterAll(async () => {
    await mesh?.dispose();
    await kafka?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, SPARE_MS);

  it(
    'ends all the same, says what it did not wait for, and leaves no PostgreSQL behind',
    async () => {
      const lock = join(mesh.place.home, 'database', 'postmaster.pid');
      expect(existsSync(lock)).toBe(true);
      await kafka.kill(1);
      expect(await mesh.stop(STOPPED_WITHIN_MS)).toBe(0);
      expect(mesh.logs).toMatch(/^\S.* did not stop within 12 s and is left as it is$/m);
      expect(existsSync(lock)).toBe(false);
    },
    SPARE_MS,
  );
});
