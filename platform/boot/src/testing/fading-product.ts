import { Injectable } from '@nestjs/common';
import { IsInstant, Example, dataProduct, dataset, event, Phi, rest, type Serves } from '@mesh/product';
import { IsNumber, IsString, Max, MaxLength, Min } from 'class-validator';

export class Weight {
  @Phi()
  @Example('synthetic-1', 'synthetic-2')
  @IsString()
  @MaxLength(64)
  person!: string;

  @Example(71.5, 64)
  @IsNumber()
  @Min(0)
  @Max(500)
  weightKg!: number;

  @Example('2026-03-01T08:00:00Z')
  @IsInstant()
  takenAt!: string;
}

export class Weighed extends Weight {
  @Example('w-1', 'w-2')
  @IsString()
  weightId!: string;
}

const END = { since: '1.1.0', announced: '2026-01-01', sunset: '2026-12-31' } as const;

/** A product of which some ports are to end and others stay. */
export const fading = dataProduct('cardiology.fading-weight', {
  version: '1.4.0',
  title: 'Fading weight',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the weight of a person.',
  sensitivity: 'phi',
  ports: {
    weights: rest.post('/weights', { summary: 'Takes a weight', body: Weight, returns: Weighed }),
    masses: rest.post('/masses', {
      summary: 'Takes a weight as it was taken before',
      body: Weight,
      returns: Weighed,
      deprecated: { ...END, replacement: 'weights' },
    }),
    weighed: event('weighed', {
      summary: 'Somebody was weighed',
      message: Weighed,
      id: 'weightId',
      key: 'person',
      at: 'takenAt',
    }),
    list: dataset('list', {
      summary: 'Every weight',
      row: Weighed,
      key: 'weightId',
      partitionBy: 'takenAt',
      refresh: '1d',
      deprecated: { ...END, replacement: 'cardiology.weight' },
    }),
  },
  grants: [{ role: 'clinic', ports: ['weights', 'masses', 'list'], purposes: ['TREAT'] }],
  promises: { availability: 0.99, freshness: '1d', retention: '1y' },
});

@Injectable()
export class FadingService implements Serves<typeof fading> {
  weights(weight: Weight): Promise<Weighed> {
    return Promise.resolve({ ...weight, weightId: 'w-1' });
  }

  masses(weight: Weight): Promise<Weighed> {
    return this.weights(weight);
  }

  async *list(): AsyncIterable<Weighed> {
    // Nobody was weighed yet.
  }
}
