import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DynamicModule } from '@nestjs/common';

import { LineageEmitter, type RunEvent } from '@mesh/lineage';
import { ModelsModule } from '@mesh/models-service';
import {
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';

import { MlflowModule, type MlflowOptions } from '../index.js';

/** MLflow's interface and the registry of the mesh behind one door. */
export interface MlflowUnderTest {
  readonly service: ServiceUnderTest;
  readonly home: string;
  readonly db: TestDatabase;
  /** What lineage was told. */
  readonly told: readonly RunEvent[];
  /** Calls `POST runs/create` or `GET runs/get?run_id=…` below MLflow's address; resolves to the message. */
  ask(call: string, body?: object): Promise<Json>;
  /** A wrong call: its status and MLflow's error code. */
  refusal(call: string, body?: object): Promise<readonly [number, string]>;
  close(): Promise<void>;
}

/** Starts it on a new database and a new home. */
export async function startMlflow(options: Partial<MlflowOptions> = {}): Promise<MlflowUnderTest> {
  const home = await mkdtemp(join(tmpdir(), 'mesh-mlflow-'));
  const db = await startTestDatabase();
  const told: RunEvent[] = [];
  const root: DynamicModule = {
    module: class Root {},
    imports: [ModelsModule.forRoot({ home }), MlflowModule.forRoot({ home, ...options })],
  };
  const lineage: LineageEmitter = { emit: async (event) => void told.push(event) };
  const service = await startServiceUnderTest(root, db.database, [{ provide: LineageEmitter, useValue: lineage }]);
  const send = (call: string, body?: object): Promise<Response> => {
    const [method = '', path = ''] = call.split(' ');
    return service.call(method, `/api/2.0/mlflow/${path}`, { role: 'data-scientist', ...(body && { body }) });
  };
  return {
    service,
    home,
    db,
    told,
    async ask(call, body) {
      const answer = await send(call, body);
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${call} was answered ${answer.status}: ${text}`);
      return JSON.parse(text) as Json;
    },
    async refusal(call, body) {
      const answer = await send(call, body);
      return [answer.status, ((await answer.json()) as Json).error_code as string];
    },
    async close() {
      await service.close();
      await db.close();
      await rm(home, { recursive: true });
    },
  };
}
