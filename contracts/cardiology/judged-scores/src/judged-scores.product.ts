import { heartDiseaseRisk, HeartLesson } from '@mesh/heart-disease-risk';
import { consumes, dataProduct, dataset, event, joined, left, quality, right } from '@mesh/product';
import { JudgedScore } from './judged-score.js';

/** Each score of heart-disease risk beside the outcome that was reported for it. */
export const judgedScores = dataProduct('cardiology.judged-scores', {
  version: '1.1.0',
  title: 'Judged scores',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Show how well the risk of heart disease is foreseen in practice.',
  limitations:
    'Only scores whose outcome was reported within 90 days. Outcomes are reported more often where disease was suspected: the judged are not a sample of all who were scored. An outcome that names a person and no score judges every score of that person in the 90 days before.',
  sensitivity: 'phi',
  tags: ['heart', 'accuracy', 'outcome', 'stream'],

  inputs: {
    scored: consumes(heartDiseaseRisk, heartDiseaseRisk.ports.scored),
    observed: consumes(heartDiseaseRisk, heartDiseaseRisk.ports.observed),
  },

  ports: {
    judged: event('judged', {
      summary: 'The outcome of a score became known',
      message: JudgedScore,
      id: 'joinId',
      key: 'patientId',
      at: 'reportedAt',
    }),
    labelled: event('labelled', {
      summary: 'What was known at a score beside its outcome: lessons for models, without a person',
      message: HeartLesson,
      id: 'joinId',
      key: 'joinId',
      at: 'reportedAt',
    }),
    judgements: dataset('judgements', {
      summary: 'Every score whose outcome is known, with both',
      row: JudgedScore,
      key: 'joinId',
      partitionBy: 'reportedAt',
      lands: 'judged',
      refresh: '5m',
      quality: [
        quality.unique('joinId', { because: 'A judgement that is kept twice weighs twice in the accuracy.' }),
        quality.complete('probability', { because: 'Without what was foreseen there is nothing to judge.' }),
        quality.oneOf('outcome', [0, 1], { because: 'Accuracy is computed over these two.' }),
      ],
    }),
  },

  processing: {
    truth: joined({
      left: 'scored',
      right: 'observed',
      on: ['scoreId', 'patientId'],
      within: '90d',
      // The clocks of two services may differ by so much.
      before: '1m',
      lateness: '1h',
      select: {
        scoreId: left('scoreId'),
        patientId: left('patientId'),
        modelName: left('modelName'),
        modelVersion: left('modelVersion'),
        probability: left('probability'),
        scoredAt: left('scoredAt'),
        outcomeId: right('outcomeId'),
        outcome: right('outcome'),
        observedAt: right('observedAt'),
        namedScoreId: right('scoreId'),
        reportedAt: right('reportedAt'),
      },
      gives: 'judged',
    }),
    // On the score alone: an outcome that names a person would teach as often as that person was scored.
    lessons: joined({
      left: 'scored',
      right: 'observed',
      on: 'scoreId',
      within: '90d',
      before: '1m',
      lateness: '1h',
      select: {
        age: left('age'),
        sex: left('sex'),
        cp: left('cp'),
        trestbps: left('trestbps'),
        chol: left('chol'),
        fbs: left('fbs'),
        restecg: left('restecg'),
        thalach: left('thalach'),
        exang: left('exang'),
        oldpeak: left('oldpeak'),
        slope: left('slope'),
        ca: left('ca'),
        thal: left('thal'),
        outcome: right('outcome'),
        reportedAt: right('reportedAt'),
      },
      gives: 'labelled',
    }),
  },

  grants: [
    { role: 'practitioner', ports: ['judgements'], purposes: ['TREAT'], reveals: ['phi'] },
    { role: 'data-scientist', ports: ['judgements', 'judged', 'labelled'], purposes: ['HRESCH'] },
    { role: 'data-engineer', ports: ['judgements'], purposes: ['HOPERAT'] },
    {
      role: 'domain:cardiology',
      ports: ['judged', 'judgements', 'labelled'],
      purposes: ['HOPERAT', 'TREAT', 'HQUALIMP'],
      reveals: ['phi'],
    },
  ],

  promises: { availability: 0.999, freshness: '5m', retention: '7y' },
});
