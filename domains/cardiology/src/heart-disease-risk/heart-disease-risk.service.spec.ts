import {
  heartDiseaseRisk,
  HeartAlerted,
  HeartExplanation,
  HeartObserved,
  HeartFeatures,
  HeartScoreExplanation,
  HeartScored,
  ScoredReading,
  type HeartReading,
} from '@mesh/heart-disease-risk';
import { fieldOrder, type Asked, type Live, type Prediction, type ScoreExplanation } from '@mesh/product';
import { compileValidator } from '@mesh/runtime';
import { CsvFileReferenceCases } from './reference-cases.csv-file.js';
import { HeartDiseaseRiskService } from './heart-disease-risk.service.js';

const READING: HeartReading = {
  patientId: 'p-1',
  measuredAt: '2026-03-01T08:00:00Z',
  age: 63,
  sex: 1,
  chol: 233,
  thal: null,
};
const ASKED: Asked = {
  caller: { id: 'clinic-app', purpose: 'TREAT' },
  traceId: 'a'.repeat(32),
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  requestId: '0195-request',
  repeatable: true,
  signal: new AbortController().signal,
};
const CASES = new CsvFileReferenceCases(
  new URL('../../data/heart-disease-cleveland.csv', import.meta.url),
  'cleveland',
);

type RiskLive = Live<typeof heartDiseaseRisk>;

/** A platform that foresees what the spec says and remembers what was published. */
class FakeLive implements RiskLive {
  ready = true;
  probability = 0.5;
  refuse: string | undefined;
  explanation: ScoreExplanation<keyof HeartFeatures> | undefined;
  explainedBy: string | undefined;
  readonly published: { event: string; message: object; asked: Asked }[] = [];

  readonly models: RiskLive['models'];
  readonly emit: RiskLive['emit'];
  readonly find: RiskLive['find'];

  constructor() {
    const isReady = (): boolean => this.ready;
    const predict = (): Promise<Prediction> =>
      Promise.resolve({
        probability: this.probability,
        accuracy: { metric: 'roc_auc', value: 0.9, low: 0.8, high: 0.95, n: 61, basis: 'held-out' },
        model: { name: 'heart-disease-risk', version: '3' },
      });
    this.models = {
      risk: {
        get ready() {
          return isReady();
        },
        predict,
        explain: (_, by) => {
          this.explainedBy = by?.version;
          return Promise.resolve(this.explanation);
        },
        explainImage: () => Promise.reject(new Error('these features are no pixels')),
      },
    };
    this.emit = {
      scored: this.publisher('scored'),
      alerted: this.publisher('alerted'),
      observed: this.publisher('observed'),
      rejected: this.publisher('rejected'),
    };
    const nothing = () => Promise.resolve(undefined);
    const scored = (id: string) => {
      if (this.refuse === 'find') return Promise.reject(new Error('not readable'));
      const kept = this.published.map(({ message }) => message as HeartScored);
      return Promise.resolve(kept.find(({ scoreId }) => scoreId === id));
    };
    this.find = { scored, alerted: nothing, observed: nothing, rejected: nothing };
  }

  private publisher(event: string) {
    return async (message: object, asked: Asked): Promise<void> => {
      if (this.refuse === event) throw new Error('not durable');
      this.published.push({ event, message, asked });
    };
  }
}

describe('given the service of heart disease risk', () => {
  let live: FakeLive;
  let service: HeartDiseaseRiskService;
  beforeEach(() => {
    live = new FakeLive();
    service = new HeartDiseaseRiskService(live, CASES);
  });
  const names = () => live.published.map(({ event }) => event);

  it('gives the reading back with the risk, and by what right', async () => {
    live.probability = 0.62;
    const answer = await service.scores(READING, ASKED);
    expect(answer).toMatchObject({
      ...READING,
      probability: 0.62,
      prediction: 1,
      risk: 'moderate',
      scoreId: ASKED.requestId,
    });
    expect(answer).toMatchObject({ model: { version: '3' }, accuracy: { metric: 'roc_auc', n: 61 } });
    expect(compileValidator(ScoredReading)(answer)).toEqual([]);
  });

  it('says why, and that it cannot while there is nothing to compare with', async () => {
    await expect(service.explanations(READING)).rejects.toMatchObject({ code: 'CARDIOLOGY.EXPLANATION_NOT_READY' });
    const contributions = Object.fromEntries(fieldOrder(HeartFeatures).map((name) => [name, 0.1])) as never;
    const model = { name: 'heart-disease-risk', version: '3' };
    const why = { model, scale: 'log-odds', method: 'additive', base: -1, value: 0.3, backgroundRows: 200 } as const;
    live.explanation = { ...why, contributions };
    const answer = await service.explanations(READING);
    expect(answer).toEqual({ ...why, contributions });
    expect(compileValidator(HeartExplanation)(answer)).toEqual([]);
    const estimated = { ...why, method: 'permutation-sampling', standardErrors: contributions } as const;
    live.explanation = { ...estimated, contributions };
    expect(compileValidator(HeartExplanation)(await service.explanations(READING))).toEqual([]);
    expect(names()).toEqual([]);
  });

  describe('and a score that was answered', () => {
    const contributions = Object.fromEntries(fieldOrder(HeartFeatures).map((name) => [name, 0.1])) as never;
    const model = { name: 'heart-disease-risk', version: '3' };
    const why = { model, scale: 'log-odds', method: 'additive', base: -1, value: 0.3, backgroundRows: 200 } as const;
    const UNKNOWN = { code: 'CARDIOLOGY.SCORE_UNKNOWN', status: 404 };
    let scoreId: string;
    beforeEach(async () => {
      live.explanation = { ...why, contributions };
      ({ scoreId } = await service.scores(READING, ASKED));
    });

    it('says why, by the version that answered, and on what was known then', async () => {
      const answer = await service.scoreExplanations({ scoreId }, ASKED);
      expect(live.explainedBy).toBe('3');
      expect(answer).toMatchObject({
        ...why,
        contributions,
        scoreId,
        probability: 0.5,
        features: { age: 63, thal: null },
      });
      expect(JSON.stringify(answer)).not.toContain(READING.patientId);
      expect(compileValidator(HeartScoreExplanation)(answer)).toEqual([]);
    });

    it('tells it to others only if they may read personal data, and else not that it is there', async () => {
      const other = { ...ASKED, caller: { id: 'bracelet-app', purpose: 'TREAT' } };
      await expect(service.scoreExplanations({ scoreId }, other)).rejects.toMatchObject(UNKNOWN);
      await expect(service.scoreExplanations({ scoreId: 'none' }, ASKED)).rejects.toMatchObject(UNKNOWN);
      expect(await service.scoreExplanations({ scoreId }, { ...other, reveals: ['phi'] })).toMatchObject({ scoreId });
    });

    it('says that it cannot while the score or its version cannot be read', async () => {
      const notReady = { code: 'CARDIOLOGY.EXPLANATION_NOT_READY', status: 503 };
      live.explanation = undefined;
      await expect(service.scoreExplanations({ scoreId }, ASKED)).rejects.toMatchObject(notReady);
      live.refuse = 'find';
      await expect(service.scoreExplanations({ scoreId }, ASKED)).rejects.toMatchObject(notReady);
    });
  });

  it('publishes the score with its provenance, in the contract’s shape', async () => {
    const { scoredAt } = await service.scores(READING, ASKED);
    const [{ event, message, asked } = {}] = live.published;
    expect(event).toBe('scored');
    expect(asked).toBe(ASKED);
    expect(message).toMatchObject({
      ...READING,
      scoreId: ASKED.requestId,
      modelName: 'heart-disease-risk',
      modelVersion: '3',
      contractVersion: heartDiseaseRisk.version,
      askedBy: 'clinic-app',
      purpose: 'TREAT',
      traceId: ASKED.traceId,
      scoredAt,
    });
    expect(compileValidator(HeartScored)(message)).toEqual([]);
  });

  it.each([
    [0.2999, []],
    [0.6999, []],
    [0.7, ['alerted']],
    [1, ['alerted']],
  ])('at %d also publishes %j', async (probability, alerts) => {
    live.probability = probability;
    await service.scores(READING, ASKED);
    expect(names()).toEqual(['scored', ...alerts]);
    const alert = live.published[1]?.message;
    expect(alert === undefined ? [] : compileValidator(HeartAlerted)(alert)).toEqual([]);
  });

  it.each(['scored', 'alerted'])('gives no answer when %s is not durable', async (event) => {
    live.probability = 0.9;
    live.refuse = event;
    await expect(service.scores(READING, ASKED)).rejects.toThrow('not durable');
  });

  it.each([0.2, 0.9])(
    'tells of a reading that a bracelet sent what it tells of one that was asked about: %d',
    (probability) => {
      live.probability = probability;
      const prediction: Prediction = {
        probability,
        accuracy: { metric: 'roc_auc', value: 0.9, low: 0.8, high: 0.95, n: 61, basis: 'held-out' },
        model: { name: 'heart-disease-risk', version: '3' },
      };
      const { scored, alerted } = service.scoring({ ...READING, readingId: 'b-1' }, prediction, ASKED);
      expect(compileValidator(HeartScored)(scored)).toEqual([]);
      expect(scored).toMatchObject({ ...READING, scoreId: ASKED.requestId, probability, modelVersion: '3' });
      expect(alerted === undefined ? undefined : compileValidator(HeartAlerted)(alerted)).toEqual(
        probability > 0.7 ? [] : undefined,
      );
      expect(live.published).toEqual([]);
    },
  );

  it('says that it has no model yet', async () => {
    live.ready = false;
    await expect(service.scores(READING, ASKED)).rejects.toMatchObject({
      code: 'CARDIOLOGY.MODEL_NOT_READY',
      status: 503,
    });
    expect(live.published).toEqual([]);
  });

  it.each([{ scoreId: 's-1' }, { patientId: 'p-1' }, { scoreId: 's-1', patientId: null }])(
    'keeps an outcome about %j',
    async (subject) => {
      const receipt = await service.outcomes({ ...subject, outcome: 1, observedAt: '2026-03-02T08:00:00Z' }, ASKED);
      expect(receipt.outcomeId).toBe(ASKED.requestId);
      const message = live.published[0]?.message;
      expect(message).toMatchObject({ ...subject, ...receipt, outcome: 1, reportedBy: 'clinic-app' });
      expect(compileValidator(HeartObserved)(message)).toEqual([]);
    },
  );

  it.each([{}, { scoreId: null, patientId: null }])('refuses an outcome about nobody: %j', async (subject) => {
    const refused = service.outcomes({ ...subject, outcome: 0, observedAt: '2026-03-02T08:00:00Z' }, ASKED);
    await expect(refused).rejects.toMatchObject({
      code: 'CARDIOLOGY.OUTCOME_SUBJECT_MISSING',
      status: 422,
      meta: { errors: [{ pointer: '/scoreId' }, { pointer: '/patientId' }] },
    });
    expect(live.published).toEqual([]);
  });
});

describe('given the cases of the study', () => {
  const rowsFrom = async (position: number) => {
    const rows = [];
    for await (const row of CASES.from(position)) rows.push(row);
    return rows;
  };

  it('are 303, each by the contract, each with an id of its own', async () => {
    const check = compileValidator(heartDiseaseRisk.ports.cohort.row);
    const rows = await rowsFrom(0);
    expect(rows).toHaveLength(303);
    expect(rows.flatMap((row) => check(row))).toEqual([]);
    expect(new Set(rows.map(({ caseId }) => caseId)).size).toBe(303);
    expect(rows.filter(({ disease }) => disease === 1)).toHaveLength(139);
  });

  it('go on from where a landing ended', async () => {
    const all = await rowsFrom(0);
    expect(await rowsFrom(300)).toEqual(all.slice(300));
    expect(await rowsFrom(303)).toEqual([]);
  });
});
