import { IsInt, IsString } from 'class-validator';
import { dataProduct, dataset, event } from '@mesh/product';
import { askedBy, recordingLive } from './recording-live.js';

class Weighed {
  @IsString()
  id!: string;

  @IsInt()
  grams!: number;
}
const product = dataProduct('cardiology.weights', {
  version: '1.0.0',
  title: 'Weights',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Try a test kit.',
  sensitivity: 'internal',
  ports: {
    weighed: event('weighed', { summary: 'Something was weighed', message: Weighed, id: 'id', key: 'id', at: 'id' }),
    weights: dataset('weights', {
      summary: 'Every weight',
      row: Weighed,
      key: 'id',
      partitionBy: 'id',
      lands: 'weighed',
      refresh: '1d',
    }),
  },
  grants: [],
  promises: { availability: 0.9, freshness: '1d', retention: '1d' },
});
const asked = askedBy('clinic-app', 'HRESCH');

describe('given a platform that remembers', () => {
  it('remembers what is published, by whom it was asked', async () => {
    const { live, published } = recordingLive(product);
    await live.emit.weighed({ id: 'w-1', grams: 12 }, asked);
    expect(published).toEqual([{ event: 'weighed', message: { id: 'w-1', grams: 12 }, asked }]);
    expect(asked.caller).toEqual({ id: 'clinic-app', purpose: 'HRESCH' });
  });

  it('refuses a message that breaks the contract, and names the field', async () => {
    const { live, published } = recordingLive(product);
    await expect(live.emit.weighed({ id: 'w-1', grams: 1.5 }, asked)).rejects.toThrow('/grams');
    expect(published).toEqual([]);
  });

  it('cannot keep an event that it was told to refuse', async () => {
    const platform = recordingLive(product);
    platform.refuse('weighed');
    await expect(platform.live.emit.weighed({ id: 'w-1', grams: 1 }, asked)).rejects.toThrow('weighed');
  });
});
