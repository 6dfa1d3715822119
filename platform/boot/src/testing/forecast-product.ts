import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsInt, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { AccessErrors, type TokenVerifier, type VerifiedToken } from '@mesh/access';
import type { ModelRegistry, ModelVersion } from '@mesh/models';
import {
  accepts,
  dataProduct,
  dataset,
  event,
  IsInstant,
  model,
  Phi,
  rest,
  stream,
  type Asked,
  type Live,
  type Prediction,
  type Serves,
} from '@mesh/product';
import { DataProductModule, InjectLive, type ScorerFactory } from '@mesh/runtime';
import { OnnxScorer } from '@mesh/serving-onnx';
import { numeric } from '@mesh/training';
import { exportOnnx, fitModel } from '@mesh/training-linear';
import { serveForTest, type GroundForTest, type ServedForTest } from './serve-for-test.js';

class Vitals {
  @IsInt()
  @Min(0)
  @Max(120)
  age!: number;

  @IsOptional()
  @IsNumber()
  @Max(300)
  pulse?: number | null;
}

export class Measured extends Vitals {
  @IsString()
  @MaxLength(64)
  readingId!: string;

  @Phi()
  @IsString()
  person!: string;

  @IsInstant()
  takenAt!: string;
}

export class Scored extends Measured {
  @IsString()
  scoreId!: string;

  @IsNumber()
  probability!: number;

  @IsString()
  modelVersion!: string;
}

class Alerted {
  @IsString()
  alertId!: string;

  @Phi()
  @IsString()
  person!: string;

  @IsInstant()
  raisedAt!: string;
}

class Finding {
  @IsString()
  findingId!: string;

  @IsInt()
  disease!: number;

  @IsInstant()
  foundAt!: string;
}

export const forecast = dataProduct('cardiology.forecast', {
  version: '1.0.0',
  title: 'Forecast',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Foresee.',
  sensitivity: 'phi',
  inputs: {
    measured: accepts('measured', {
      summary: 'Somebody was measured',
      message: Measured,
      id: 'readingId',
      key: 'person',
      at: 'takenAt',
    }),
  },
  models: {
    risk: model('forecast', {
      features: Vitals,
      learnsFrom: { dataset: 'findings', rows: Finding, label: 'disease' },
      card: 'forecast.card.md',
      gates: {},
    }),
  },
  ports: {
    scores: rest.post('/scores', { summary: 'Scores one', body: Measured, returns: Scored }),
    scored: event('scored', { summary: 'Scored', message: Scored, id: 'scoreId', key: 'person', at: 'takenAt' }),
    alerted: event('alerted', { summary: 'High', message: Alerted, id: 'alertId', key: 'person', at: 'raisedAt' }),
    findings: dataset('findings', {
      summary: 'Found',
      row: Finding,
      key: 'findingId',
      partitionBy: 'foundAt',
      refresh: '1d',
    }),
    scoring: stream('scoring', {
      summary: 'Scores as they come',
      model: 'risk',
      takes: 'measured',
      gives: ['scored', 'alerted'],
    }),
  },
  grants: [{ role: 'device-app', ports: ['measured', 'scores', 'scoring'], purposes: ['TREAT'] }],
  promises: { availability: 0.999, freshness: '5m', retention: '7y' },
});

/** Of whom nothing can be told: the service has a fault there. */
export const UNSPEAKABLE = 'unspeakable';

@Injectable()
export class ForecastService implements Serves<typeof forecast> {
  constructor(@InjectLive(forecast) private readonly live: Live<typeof forecast>) {}

  async scores(measured: Measured, asked: Asked): Promise<Scored> {
    const prediction = await this.live.models.risk.predict(measured);
    return this.scoring(measured, prediction, asked).scored;
  }

  scoring(measured: Measured, { probability, model }: Prediction, asked: Asked) {
    if (measured.person === UNSPEAKABLE) throw new Error(`cannot tell of ${measured.person}`);
    const { person, takenAt } = measured;
    const scoreId = asked.requestId;
    return {
      scored: { ...measured, scoreId, probability, modelVersion: model.version },
      alerted: probability > 0.5 ? { alertId: scoreId, person, raisedAt: takenAt } : undefined,
    };
  }

  async *findings(): AsyncIterable<Finding> {
    // Nothing was found yet.
  }
}

const FEATURES = ['age', 'pulse'];

/** A version that was trained; each number gives other answers. */
export function forecastVersion(number: number): { readonly version: ModelVersion; readonly onnx: Uint8Array } {
  const rows = Array.from({ length: 60 }, (_, n) => Float64Array.of(20 + n, 50 + ((n * 7 * number) % 60)));
  const labels = Uint8Array.from(rows, (_, n) => (n + ((n * 7) % 13) + number > 35 ? 1 : 0));
  const onnx = exportOnnx(
    fitModel(
      FEATURES.map((name) => numeric(name)),
      { features: rows, labels },
      0.5,
    ),
  );
  const version = {
    model: 'forecast',
    version: String(number),
    onnxSha256: createHash('sha256').update(onnx).digest('hex'),
    signature: {
      features: FEATURES,
      inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 2] }],
      outputs: [{ name: 'probability', datatype: 'FP32', shape: [-1] }],
    },
    metrics: { rocAuc: { value: 0.9, low: 0.8, high: 0.95, n: 60 } },
  } as unknown as ModelVersion;
  return { version, onnx };
}

/** Test double: every token is the bracelet's. */
export const tokens: TokenVerifier = {
  verify: (authorization): VerifiedToken => {
    if (authorization === undefined) throw AccessErrors.TOKEN_MISSING();
    return { subject: 'bracelet-app', roles: ['device-app'], purpose: 'TREAT', expiresAt: Number.MAX_SAFE_INTEGER };
  },
};

export interface ServedForecast extends ServedForTest {
  /** Makes a version the champion; before the first, the model is not ready. */
  promote(number: number): Promise<void>;
}

/** The forecast product with a real engine behind its doors; closes `db` with the rest. */
export async function serveForecast(db: GroundForTest): Promise<ServedForecast> {
  let scorer: OnnxScorer | undefined;
  const scorers: ScorerFactory = {
    create: (name, features) => (scorer = new OnnxScorer(name, { features })),
  };
  // Nobody is champion in it: versions come by `promote`.
  const registry = { aliased: () => Promise.resolve(undefined) } as unknown as ModelRegistry;
  const product = DataProductModule.serve(forecast, ForecastService, { recipes: {} as { risk: URL } });
  const served = await serveForTest(db, product, tokens, { registry, scorers });
  return {
    ...served,
    promote: async (number) => {
      const { version, onnx } = forecastVersion(number);
      await scorer?.swap(version, onnx);
    },
  };
}
