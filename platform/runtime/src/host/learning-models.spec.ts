import { IsIn, IsNumber, IsOptional } from 'class-validator';
import { model, type DataProduct } from '@mesh/product';
import type { TrainableModel } from '@mesh/training';
import type { HostedProduct } from '../product/hosted-products.js';
import { learningModels } from './learning-models.js';

class Wound {
  @IsNumber()
  areaMm2!: number;

  @IsOptional()
  @IsIn([1, 2, 3])
  grade?: number | null;

  @IsOptional()
  @IsNumber()
  ph?: number | null;
}

class WoundLesson extends Wound {
  @IsIn([0, 1])
  healed!: number;
}

const wounds = (every: number | '2h') =>
  model('wounds', {
    features: Wound,
    learnsFrom: { dataset: 'cases', rows: WoundLesson, label: 'healed' },
    card: 'wounds.card.md',
    gates: {},
    learns: {
      from: 'care.wounds.labelled.v1',
      message: WoundLesson,
      label: 'healed',
      learner: 'naive-bayes',
      version: { every },
      notMeasured: { ph: 0 },
    },
  });

const hosted = (spec: ReturnType<typeof wounds>): Pick<HostedProduct, 'served'> =>
  ({
    served: { declared: { version: '2.1.0', models: { healing: spec } } as unknown as DataProduct },
  }) as Pick<HostedProduct, 'served'>;

describe('given a model that a stream teaches', () => {
  const [learning] = learningModels(hosted(wounds(50)), [
    { model: 'wounds', gates: { rocAuc: { min: 0.7 } } } as TrainableModel,
  ]);

  it('takes features of a few numbers for codes, and the others for quantities', () => {
    expect(learning!.columns).toEqual([
      { kind: 'numeric', name: 'areaMm2' },
      { kind: 'categorical', name: 'grade', categories: [1, 2, 3] },
      { kind: 'numeric', name: 'ph', missingValue: 0 },
    ]);
  });

  it('gives versions by count or by time, and has the gates of the model', () => {
    expect(learning).toMatchObject({ forgets: false, snapshot: { events: 50 }, gates: { rocAuc: { min: 0.7 } } });
    expect(learningModels(hosted(wounds('2h')), [])[0]!.snapshot).toEqual({ ms: 7_200_000 });
  });

  it('refuses an event that breaks the contract of the stream', () => {
    expect(() => learning!.check!({ areaMm2: 4, grade: 2, healed: 1, added: 'later' })).not.toThrow();
    expect(() => learning!.check!({ areaMm2: 4, grade: 7, healed: 1 })).toThrow();
    expect(() => learning!.check!({ areaMm2: 4, grade: 2 })).toThrow();
  });
});

describe('given a declaration that does not fit', () => {
  class Bare {
    @IsIn([0, 1])
    healed!: number;
  }
  const learnsFrom = { dataset: 'cases', rows: WoundLesson, label: 'healed' } as const;
  const rest = { features: Wound, learnsFrom, card: 'wounds.card.md', gates: {} } as const;
  const learns = { from: 'care.wounds.labelled.v1', learner: 'naive-bayes', version: { every: 1 } } as const;

  it('does not compile', () => {
    // @ts-expect-error the message lacks features of the model
    model('wounds', { ...rest, learns: { ...learns, message: Bare, label: 'healed' } });
    // @ts-expect-error the message has no such field
    model('wounds', { ...rest, learns: { ...learns, message: WoundLesson, label: 'cured' } });
    expect(model('wounds', { ...rest, learns: { ...learns, message: WoundLesson, label: 'healed' } }).name).toBe(
      'wounds',
    );
  });
});
