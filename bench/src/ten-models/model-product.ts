import { Injectable } from '@nestjs/common';
import { IsIn, IsInt, IsNumber, IsString } from 'class-validator';
import { dataProduct, dataset, event, IsInstant, model, rest } from '@mesh/product';
import type { Asked, Live, Serves } from '@mesh/product';
import { DataProductModule, InjectLive } from '@mesh/runtime';

/** Cases that each model learns from at each training. */
const CASES = 1_000;

class Vitals {
  @IsNumber()
  age!: number;

  @IsNumber()
  pulse!: number;

  @IsNumber()
  pressure!: number;

  @IsNumber()
  oxygen!: number;

  @IsNumber()
  weight!: number;

  @IsNumber()
  sugar!: number;
}

class Reading extends Vitals {
  @IsString()
  person!: string;
}

class Scored extends Reading {
  @IsString()
  scoreId!: string;

  @IsNumber()
  probability!: number;

  @IsString()
  modelName!: string;

  @IsString()
  modelVersion!: string;

  @IsInstant()
  scoredAt!: string;
}

class Case extends Vitals {
  @IsString()
  caseId!: string;

  @IsIn([0, 1])
  @IsInt()
  ill!: number;

  @IsInstant()
  foundAt!: string;
}

/** One of the products, `cardiology.bench-model-<n>`, with a model that scores and is trained as any other. */
export function modelProduct(number: number) {
  const name = `bench-model-${number}`;
  const declared = dataProduct(`cardiology.${name}` as `cardiology.${Lowercase<string>}`, {
    version: '1.0.0',
    title: `Model ${number}`,
    owner: { team: 'bench', contact: 'bench@cloudmedical.example' },
    purpose: 'Measure how scoring fares while models are trained.',
    sensitivity: 'internal',
    models: {
      risk: model(name, {
        features: Vitals,
        learnsFrom: { dataset: 'cases', rows: Case, label: 'ill' },
        card: 'bench.card.md',
        gates: {},
      }),
    },
    ports: {
      scores: rest.post('/scores', { summary: 'Scores one', body: Reading, returns: Scored }),
      scored: event('scored', { summary: 'Scored', message: Scored, id: 'scoreId', key: 'person', at: 'scoredAt' }),
      cases: dataset('cases', {
        summary: 'Cases to learn from',
        row: Case,
        key: 'caseId',
        partitionBy: 'foundAt',
        refresh: '1d',
      }),
    },
    grants: [{ role: 'device-app', ports: ['scores'], purposes: ['TREAT'] }],
    promises: { availability: 0.99, freshness: '1d', retention: '7d' },
  });

  @Injectable()
  class ModelService implements Serves<typeof declared> {
    constructor(@InjectLive(declared) private readonly live: Live<typeof declared>) {}

    async scores(reading: Reading, asked: Asked): Promise<Scored> {
      const { probability, model: by } = await this.live.models.risk.predict(reading);
      const scored: Scored = {
        ...reading,
        scoreId: asked.requestId,
        probability,
        modelName: by.name,
        modelVersion: by.version,
        scoredAt: new Date().toISOString(),
      };
      await this.live.emit.scored(scored, asked);
      return scored;
    }

    async *cases(from: number): AsyncIterable<Case> {
      for (let nth = from; nth < CASES; nth += 1) yield caseOf(nth, number);
    }
  }
  const recipe = new URL('./model-recipe.js', import.meta.url);
  return DataProductModule.serve(declared, ModelService, { recipes: { risk: recipe } });
}

/** The same case each time; what it says of illness differs a little from model to model. */
function caseOf(nth: number, number: number): Case {
  const wave = (factor: number): number => ((nth * factor) % 101) / 101;
  const vitals = {
    age: 20 + 60 * wave(37),
    pulse: 50 + 70 * wave(53),
    pressure: 95 + 80 * wave(71),
    oxygen: 85 + 15 * wave(29),
    weight: 45 + 70 * wave(17),
    sugar: 70 + 120 * wave(43),
  };
  const risk = vitals.age / 80 + vitals.pressure / 175 + (vitals.sugar / 190) * (number / 10) + wave(89) - 1.6;
  return { caseId: `case-${nth}`, ...vitals, ill: risk > 0.2 ? 1 : 0, foundAt: '2026-01-01T00:00:00Z' };
}
