import { term } from '@mesh/product';

export const chestPain = term('chest-pain', {
  title: 'Chest pain',
  definition: 'Pain, pressure or tightness that a person feels in the chest, whatever its cause.',
  synonyms: ['pain in the chest', 'chest tightness', 'thoracic pain'],
  concepts: [{ system: 'SNOMED', code: '29857009' }],
});

export const angina = term('angina', {
  title: 'Angina pectoris',
  definition: 'Chest pain that arises when the heart muscle gets too little blood, often with effort.',
  synonyms: ['exertional chest pain', 'stenocardia'],
  concepts: [{ system: 'SNOMED', code: '194828000' }],
});

export const coronaryHeartDisease = term('coronary-heart-disease', {
  title: 'Coronary heart disease',
  definition: 'Narrowing of the arteries that supply the heart, so that its muscle may get too little blood.',
  synonyms: ['heart disease', 'coronary artery disease', 'ischaemic heart disease', 'blocked arteries', 'chd', 'cad'],
  concepts: [{ system: 'SNOMED', code: '53741008' }],
});

export const coronaryAngiography = term('coronary-angiography', {
  title: 'Coronary angiography',
  definition: 'X-ray pictures of the arteries of the heart, filled with a contrast medium through a catheter.',
  synonyms: ['heart catheter', 'cardiac catheterisation', 'fluoroscopy', 'narrowed vessels'],
  concepts: [{ system: 'SNOMED', code: '33367005' }],
});

export const electrocardiogram = term('electrocardiogram', {
  title: 'Electrocardiogram',
  definition: 'A record of the electrical activity of the heart, taken from the skin.',
  synonyms: ['ecg', 'ekg', 'heart trace'],
  concepts: [
    { system: 'LOINC', code: '11524-6' },
    { system: 'SNOMED', code: '29303009' },
  ],
});

export const stSegment = term('st-segment', {
  title: 'ST segment',
  definition:
    'The part of an electrocardiogram between the contraction of the chambers and their recovery; its level and slope change when the heart muscle lacks blood.',
  synonyms: ['st slope', 'st wave'],
});

export const stDepression = term('st-depression', {
  title: 'ST depression',
  definition: 'An ST segment that lies below the level of rest, a sign that the heart muscle lacks blood.',
  synonyms: ['ischaemia sign', 'st change under exercise'],
  concepts: [{ system: 'SNOMED', code: '26141007' }],
});

export const perfusionScan = term('myocardial-perfusion-scan', {
  title: 'Myocardial perfusion scan',
  definition: 'Pictures of how blood reaches the heart muscle, made with a radioactive tracer such as thallium.',
  synonyms: ['thallium scan', 'nuclear stress test', 'heart scan'],
});
