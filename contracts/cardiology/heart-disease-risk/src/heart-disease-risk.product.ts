import { dataProduct, dataset, event, model, rest } from '@mesh/product';
import { HeartAlerted } from './heart-alerted.js';
import { HeartCase } from './heart-case.js';
import { CardiologyErrors } from './heart-disease-risk.errors.js';
import { HeartFeatures } from './heart-features.js';
import { HeartObserved, HeartOutcome, OutcomeReceipt } from './heart-outcome.js';
import { HeartReading } from './heart-reading.js';
import { HeartScored } from './heart-scored.js';
import { ScoredReading } from './scored-reading.js';

/** Risk of heart disease for one person, from a bracelet's reading and the person's record. */
export const heartDiseaseRisk = dataProduct('cardiology.heart-disease-risk', {
  version: '1.0.0',
  title: 'Heart disease risk',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Warn the wearer and the treating clinician early.',
  sensitivity: 'phi',
  tags: ['heart', 'bracelet', 'screening', 'angina', 'risk score'],

  models: {
    risk: model('heart-disease-risk', {
      features: HeartFeatures,
      learnsFrom: { dataset: 'cohort', rows: HeartCase, label: 'disease' },
      card: 'heart-disease-risk.card.md',
      gates: { rocAuc: { min: 0.85 }, calibration: { max: 0.12 }, brier: { max: 0.16 }, subgroups: ['sex', 'ageBand'] },
    }),
  },

  ports: {
    scores: rest.post('/scores', {
      summary: 'Gives a reading back with the risk of heart disease',
      body: HeartReading,
      returns: ScoredReading,
      raises: [CardiologyErrors.MODEL_NOT_READY],
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
    }),
    findings: dataset('findings', {
      summary: 'Every outcome that was reported',
      row: HeartObserved,
      key: 'outcomeId',
      partitionBy: 'reportedAt',
      lands: 'observed',
      refresh: '5m',
    }),
    cohort: dataset('cohort', {
      summary: 'The Cleveland angiography study: 303 examined cases that the model learns from',
      row: HeartCase,
      key: 'caseId',
      partitionBy: 'recordedAt',
      refresh: '1d',
      origin: {
        name: 'heart-disease-cleveland.csv',
        attribution:
          'Janosi, Steinbrunn, Pfisterer, Detrano: Heart Disease (Cleveland), UCI Machine Learning Repository, doi 10.24432/C52P4X, CC BY 4.0',
      },
    }),
  },

  grants: [
    { role: 'device-app', ports: ['scores'], purposes: ['TREAT'] },
    { role: 'clinic', ports: ['scores', 'outcomes'], purposes: ['TREAT'] },
    { role: 'practitioner', ports: ['scores', 'outcomes', 'history'], purposes: ['TREAT'], reveals: ['phi'] },
    { role: 'data-scientist', ports: ['cohort', 'history', 'findings', 'scored'], purposes: ['HRESCH'] },
    { role: 'data-engineer', ports: ['cohort', 'history', 'findings'], purposes: ['HOPERAT'] },
    {
      role: 'domain:cardiology',
      ports: ['scores', 'outcomes', 'cohort', 'history', 'findings', 'scored', 'alerted', 'observed'],
      purposes: ['HOPERAT', 'TREAT', 'HQUALIMP'],
      reveals: ['phi'],
    },
  ],

  promises: { availability: 0.999, latencyP99: '25ms', freshness: '5m', retention: '7y' },
});
