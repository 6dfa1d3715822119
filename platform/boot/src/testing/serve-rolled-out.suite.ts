import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpModelRegistry, type NewModelVersion } from '@mesh/models';
import { ModelsModule } from '@mesh/models-service';
import { DataProductModule } from '@mesh/runtime';
import { OnnxScorer } from '@mesh/serving-onnx';
import { startServiceUnderTest, startTestDatabase, type ServiceUnderTest } from '@mesh/testing';
import { forecast, ForecastService, forecastVersion, tokens, type Measured, type Scored } from './forecast-product.js';
import { serveForTest, type ServedForTest } from './serve-for-test.js';

const MEASURE = { value: 0.9, low: 0.8, high: 0.95, n: 60 };

/** The forecast product in two processes' worth of services beside a real registry. */
export interface RolledOut {
  readonly registry: HttpModelRegistry;
  readonly control: ServiceUnderTest;
  readonly services: readonly ServedForTest[];
  /** Registers what `forecastVersion` of this number makes. */
  register(number: number): Promise<void>;
  /** Calls one of the services; throws unless it answers 200. */
  score(service: number, measured: Measured): Promise<Scored>;
  close(): Promise<void>;
}

/** What `forecastVersion` of a number answers. */
export async function expectedAnswer(number: number, { age, pulse }: Measured): Promise<number> {
  const scorer = new OnnxScorer('forecast');
  const { version, onnx } = forecastVersion(number);
  await scorer.swap(version, onnx);
  const { answer } = await scorer.score([age, pulse ?? Number.NaN]);
  await scorer.close();
  return answer;
}

export async function serveRolledOut(): Promise<RolledOut> {
  const home = await mkdtemp(join(tmpdir(), 'rolled-out-'));
  const db = await startTestDatabase();
  const control = await startServiceUnderTest(ModelsModule.forRoot({ home }), db.database);
  const registry = new HttpModelRegistry({
    baseUrl: control.address,
    token: () => Promise.resolve('domain'),
    retryAfterMs: 10,
  });
  const ground = { database: db.database, keysFolder: join(home, 'keys'), close: () => Promise.resolve() };
  const services: ServedForTest[] = [];
  for (const instance of ['one', 'two']) {
    const product = DataProductModule.serve(forecast, ForecastService, { recipes: {} as { risk: URL } });
    const scorers = { create: (name: string, features: readonly string[]) => new OnnxScorer(name, { features }) };
    services.push(await serveForTest(ground, product, tokens, { registry, rollouts: registry, scorers, instance }));
  }
  return {
    registry,
    control,
    services,
    register: async (number) => {
      const { version, onnx } = forecastVersion(number);
      await registry.putArtifact(onnx);
      await registry.register(registration(version, number));
    },
    score: async (service, measured) => {
      const answer = await fetch(`${services[service]?.address}/forecast/v1/scores`, {
        method: 'POST',
        headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
        body: JSON.stringify(measured),
      });
      if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as Scored;
    },
    close: async () => {
      for (const service of services) await service.close();
      await control.close();
      await db.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const registration = (
  { onnxSha256, signature }: Pick<NewModelVersion, 'onnxSha256' | 'signature'>,
  number: number,
): NewModelVersion => ({
  model: 'forecast',
  onnxSha256,
  signature,
  hyperparameters: {},
  metrics: {
    rocAuc: MEASURE,
    brier: { value: 0.1, low: 0.05, high: 0.2, n: 60 },
    calibration: { expectedError: 0.05, bins: [] },
    subgroups: [],
  },
  snapshot: { sha256: '0'.repeat(64), rows: 60, trainingRows: 40, source: 'urn:mesh:cardiology:forecast:findings' },
  commit: 'uncommitted',
  author: 'somebody',
  runId: `run-${number}`,
  contractVersion: '1.0.0',
});
