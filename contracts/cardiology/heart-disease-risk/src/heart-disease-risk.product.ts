import { accepts, dataProduct, dataset, event, model, quality, rest, stream } from '@mesh/product';
import { HeartAlerted } from './heart-alerted.js';
import { HeartCase } from './heart-case.js';
import { CardiologyErrors } from './heart-disease-risk.errors.js';
import { HeartExplanation } from './heart-explanation.js';
import { HeartFeatures } from './heart-features.js';
import { heartGates } from './heart-gates.js';
import { HeartLesson } from './heart-lesson.js';
import { HeartMeasured } from './heart-measured.js';
import { HeartObserved, HeartOutcome, OutcomeReceipt } from './heart-outcome.js';
import { HeartReading } from './heart-reading.js';
import { HeartScoreExplanation, HeartScoreReference } from './heart-score-explanation.js';
import { HeartScored } from './heart-scored.js';
import { heartWatch } from './heart-watch.js';
import { RISK_BANDS, ScoredReading } from './scored-reading.js';

/** Risk of heart disease for one person, from a bracelet's reading and the person's record. */
export const heartDiseaseRisk = dataProduct('cardiology.heart-disease-risk', {
  version: '1.1.0',
  title: 'Heart disease risk',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Warn the wearer and the treating clinician early.',
  limitations:
    'Not a diagnosis and not a medical device. Learned from 303 people aged 29 to 77 who were referred for angiography in one hospital, two thirds of them men: a population that is screened is healthier, and its probabilities come out too high. Nothing is known about people under 29.',
  sensitivity: 'phi',
  tags: ['heart', 'bracelet', 'screening', 'angina', 'risk score'],

  inputs: {
    measured: accepts('measured', {
      summary: 'A bracelet took a reading',
      message: HeartMeasured,
      id: 'readingId',
      key: 'patientId',
      at: 'measuredAt',
    }),
  },

  models: {
    risk: model('heart-disease-risk', {
      features: HeartFeatures,
      learnsFrom: { dataset: 'cohort', rows: HeartCase, label: 'disease' },
      card: 'heart-disease-risk.card.md',
      gates: heartGates,
      watch: heartWatch,
      learns: {
        from: 'cardiology.judged-scores.labelled.v1',
        message: HeartLesson,
        label: 'outcome',
        learner: 'logistic-regression',
        forgets: 'when-it-changes',
        version: { every: 100 },
        notMeasured: { chol: 0 },
      },
    }),
  },

  ports: {
    scores: rest.post('/scores', {
      summary: 'Gives a reading back with the risk of heart disease',
      body: HeartReading,
      returns: ScoredReading,
      raises: [CardiologyErrors.MODEL_NOT_READY],
    }),
    explanations: rest.post('/explanations', {
      summary: 'Says why a reading has the risk it has',
      body: HeartReading,
      returns: HeartExplanation,
      raises: [CardiologyErrors.MODEL_NOT_READY, CardiologyErrors.EXPLANATION_NOT_READY],
    }),
    scoreExplanations: rest.post('/score-explanations', {
      summary: 'Says why a score that was answered was what it was',
      body: HeartScoreReference,
      returns: HeartScoreExplanation,
      raises: [CardiologyErrors.SCORE_UNKNOWN, CardiologyErrors.EXPLANATION_NOT_READY],
    }),
    scoring: stream('scoring', {
      summary: 'Scores readings as they come',
      model: 'risk',
      takes: 'measured',
      gives: ['scored', 'alerted'],
    }),
    outcomes: rest.post('/outcomes', {
      summary: 'Takes the truth about a score or a person when it is known',
      body: HeartOutcome,
      returns: OutcomeReceipt,
      raises: [CardiologyErrors.OUTCOME_SUBJECT_MISSING],
    }),
    scored: event('scored', {
      summary: 'A reading was scored',
      message: HeartScored,
      id: 'scoreId',
      key: 'patientId',
      at: 'scoredAt',
    }),
    alerted: event('alerted', {
      summary: 'A risk was high: tell the wearer and the clinician',
      message: HeartAlerted,
      id: 'alertId',
      key: 'patientId',
      at: 'raisedAt',
    }),
    observed: event('observed', {
      summary: 'An outcome became known',
      message: HeartObserved,
      id: 'outcomeId',
      key: 'outcomeId',
      at: 'reportedAt',
    }),
    history: dataset('history', {
      summary: 'Every score, with what was known when it was made',
      row: HeartScored,
      key: 'scoreId',
      partitionBy: 'scoredAt',
      lands: 'scored',
      refresh: '5m',
      quality: [
        quality.unique('scoreId', { because: 'A score that is kept twice is counted twice.' }),
        quality.complete('patientId', { because: 'A score without a person helps nobody.' }),
        quality.complete('probability', { because: 'What was foreseen is what the row is for.' }),
        quality.oneOf('risk', RISK_BANDS, { because: 'Alerts and reports act on these words.' }),
        quality.mostlyComplete('thalach', {
          percentEmpty: 50,
          severity: 'warning',
          because: 'Bracelets measure the heart rate: many empty ones tell of a broken feed.',
        }),
      ],
    }),
    findings: dataset('findings', {
      summary: 'Every outcome that was reported',
      row: HeartObserved,
      key: 'outcomeId',
      partitionBy: 'reportedAt',
      lands: 'observed',
      refresh: '5m',
      quality: [
        quality.unique('outcomeId', { because: 'An outcome that is kept twice weighs twice in the accuracy.' }),
        quality.complete('outcome', { because: 'An outcome is reported when it is known.' }),
        quality.oneOf('outcome', [0, 1], { because: 'Accuracy is computed over these two.' }),
      ],
    }),
    cohort: dataset('cohort', {
      summary: 'The Cleveland angiography study: 303 examined cases that the model learns from',
      row: HeartCase,
      key: 'caseId',
      partitionBy: 'recordedAt',
      refresh: '1d',
      quality: [
        quality.atLeastRows(303, { because: 'The study has 303 cases: fewer mean that it was not read to its end.' }),
        quality.unique('caseId', { because: 'A case that stands twice would be learned twice.' }),
        quality.oneOf('disease', [0, 1], { because: 'The model foresees one of these two.' }),
        quality.complete('disease', { because: 'A case without a finding teaches nothing.' }),
        quality.complete('age', { because: 'The study recorded it of everybody.' }),
        quality.mostlyComplete('ca', { percentEmpty: 2, because: 'The study lacks it for 4 of 303 cases.' }),
        quality.mostlyComplete('thal', { percentEmpty: 2, because: 'The study lacks it for 2 of 303 cases.' }),
      ],
      origin: {
        name: 'heart-disease-cleveland.csv',
        attribution:
          'Janosi, Steinbrunn, Pfisterer, Detrano: Heart Disease (Cleveland), UCI Machine Learning Repository, doi 10.24432/C52P4X, CC BY 4.0',
      },
    }),
  },

  grants: [
    {
      role: 'device-app',
      ports: ['scores', 'explanations', 'scoreExplanations', 'measured', 'scoring'],
      purposes: ['TREAT'],
    },
    {
      role: 'clinic',
      ports: ['scores', 'explanations', 'scoreExplanations', 'measured', 'scoring', 'outcomes'],
      purposes: ['TREAT'],
    },
    {
      role: 'practitioner',
      ports: ['scores', 'explanations', 'scoreExplanations', 'outcomes', 'history'],
      purposes: ['TREAT'],
      reveals: ['phi'],
    },
    { role: 'data-scientist', ports: ['cohort', 'history', 'findings', 'scored'], purposes: ['HRESCH'] },
    { role: 'data-engineer', ports: ['cohort', 'history', 'findings', 'measured', 'rejects'], purposes: ['HOPERAT'] },
    {
      role: 'domain:cardiology',
      ports: [
        ...(['scores', 'explanations', 'scoreExplanations', 'measured', 'scoring', 'outcomes'] as const),
        ...(['cohort', 'history', 'findings', 'rejects', 'scored', 'alerted', 'observed', 'rejected'] as const),
      ],
      purposes: ['HOPERAT', 'TREAT', 'HQUALIMP'],
      reveals: ['phi'],
    },
  ],

  promises: { availability: 0.999, latencyP99: '25ms', freshness: '5m', retention: '7y' },
});
