import { term } from '@mesh/product';

export const score = term('score', {
  title: 'Score',
  definition: 'One answer of a model to one document, stored before it is answered and traceable by its id.',
  synonyms: ['prediction record', 'scoring', 'score id'],
});

export const prediction = term('prediction', {
  title: 'Prediction',
  definition: 'What a model foresees as one of two outcomes, by comparing its probability with a threshold.',
  synonyms: ['forecast', 'predicted class', 'foreseen outcome'],
});

export const probabilityOfDisease = term('probability-of-disease', {
  title: 'Probability of disease',
  definition: 'How likely a model holds a disease to be, from 0 to 1.',
  synonyms: ['risk score', 'likelihood of disease', 'chance of disease', 'disease risk'],
});

export const riskBand = term('risk-band', {
  title: 'Risk band',
  definition: 'A probability in a word that people act upon: low, moderate or high.',
  synonyms: ['risk level', 'risk category', 'risk class'],
});

export const outcome = term('outcome', {
  title: 'Outcome',
  definition: 'What turned out to be true about a person or a score, reported after the fact.',
  synonyms: ['ground truth', 'label', 'diagnosis result', 'finding'],
});

export const alert = term('alert', {
  title: 'Alert',
  definition: 'A notice that somebody should look at now, raised once for one cause.',
  synonyms: ['warning', 'alarm', 'notification'],
});

export const discrimination = term('discrimination', {
  title: 'Discrimination',
  definition:
    'How well a model ranks people with a disease above people without it: the area under the receiver operating characteristic curve, from 0.5 (chance) to 1.',
  synonyms: ['accuracy', 'auc', 'roc auc', 'c statistic'],
});

export const model = term('model', {
  title: 'Model',
  definition: 'A computation that was fitted to data and foresees something from features.',
  synonyms: ['predictor', 'classifier', 'algorithm'],
});

export const modelVersion = term('model-version', {
  title: 'Model version',
  definition: 'One training of a model, numbered in order, that never changes afterwards.',
  synonyms: ['trained model', 'model release'],
});

export const dataContract = term('data-contract', {
  title: 'Data contract',
  definition: 'What a data product promises its consumers about shape, meaning, quality and service, in a version.',
  synonyms: ['contract version', 'data agreement', 'odcs'],
});

export const caller = term('caller', {
  title: 'Caller',
  definition: 'The application or team that asked, as the issuer of its token knows it.',
  synonyms: ['client', 'consumer', 'requester', 'asked by', 'reported by'],
});

export const purposeOfUse = term('purpose-of-use', {
  title: 'Purpose of use',
  definition: 'Why data is asked for, as a code of HL7 v3 PurposeOfUse; access is granted for a purpose.',
  synonyms: ['reason for access', 'treatment', 'research'],
});

export const trace = term('trace', {
  title: 'Trace',
  definition: 'The path of one call through all services, named by a W3C trace id.',
  synonyms: ['trace id', 'correlation id', 'request id'],
});

export const studyCase = term('study-case', {
  title: 'Study case',
  definition: 'One examined person of a published study, without anything that tells who it was.',
  synonyms: ['subject', 'participant', 'cohort member'],
});
