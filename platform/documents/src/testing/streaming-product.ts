import { IsString, MaxLength, MinLength } from 'class-validator';
import { accepts, dataProduct, event, Example, stream } from '@mesh/product';
import { Scored, scoringProduct, Vitals } from './scoring-product.js';

export class Measured extends Vitals {
  @Example('m-1', 'm-2', 'm-3')
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  readingId!: string;
}

/** A product whose model scores messages as they come, for callers who wait as well. */
export const streamingProduct = dataProduct('cardiology.streaming', {
  version: '1.2.0',
  title: 'Streaming',
  owner: scoringProduct.owner,
  purpose: 'Foresee as it happens.',
  sensitivity: 'phi',
  models: scoringProduct.models,
  inputs: {
    measured: accepts('measured', {
      summary: 'Somebody was measured',
      message: Measured,
      id: 'readingId',
      key: 'patientId',
      at: 'measuredAt',
    }),
  },
  ports: {
    cases: scoringProduct.ports.cases,
    scored: event('scored', {
      summary: 'Somebody was scored',
      message: Scored,
      id: 'scoreId',
      key: 'patientId',
      at: 'measuredAt',
    }),
    scoring: stream('scoring', {
      summary: 'Scores measurements as they come',
      model: 'risk',
      takes: 'measured',
      gives: ['scored'],
    }),
  },
  grants: [
    { role: 'device-app', ports: ['measured'], purposes: ['TREAT'] },
    { role: 'domain:cardiology', ports: ['measured', 'scoring'], purposes: ['TREAT'] },
  ],
  promises: scoringProduct.promises,
});
