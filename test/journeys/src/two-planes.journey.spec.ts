import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@mesh/database';
import { callersOf } from './support/callers.js';
import { freePorts } from './support/free-ports.js';
import { READING } from './support/heart-documents.js';
import { call } from './support/http-door.js';
import { MeshProcess } from './support/mesh-process.js';

describe('given the control plane and cardiology in processes of their own, on one PostgreSQL', () => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let controlPlane: MeshProcess;
  let cardiology: MeshProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mesh-planes-'));
    await chmod(folder, 0o711);
    postgres = await startEmbeddedPostgres({ home: join(folder, 'postgres') });
    const place = { home: join(folder, 'home'), port: await freePorts() };
    const environment = { DATABASE_URL: postgres.url };
    controlPlane = MeshProcess.serving('control-plane', place, environment);
    cardiology = MeshProcess.serving('cardiology', place, environment);
    await controlPlane.start();
    await cardiology.start();
  }, 120_000);

  afterAll(async () => {
    await cardiology.dispose();
    await controlPlane.dispose();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const score = (token: string) =>
    call(`${cardiology.address(1)}/heart-disease-risk/v1/scores`, { token, body: READING });

  it('keeps scoring when the control plane is killed, even after a start of its own', async () => {
    const token = await callersOf(cardiology.place).token('bracelet-app');
    const other = await callersOf(cardiology.place).token('clinic-app');
    expect((await score(token)).status).toBe(200);
    await controlPlane.kill9();
    expect((await score(token)).status).toBe(200);
    // A token that it has not seen before is verified with the keys that it kept.
    expect((await score(other)).status).toBe(200);
    await cardiology.stop();
    await cardiology.start();
    expect((await score(token)).status).toBe(200);
    await controlPlane.start();
    expect((await score(token)).status).toBe(200);
  }, 120_000);
});
