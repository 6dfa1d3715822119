import { term } from '@mesh/product';

export const cholesterol = term('cholesterol', {
  title: 'Total cholesterol',
  definition: 'The mass of all cholesterol, free and bound to lipoproteins, in a volume of serum.',
  synonyms: ['cholesterin', 'blood fat', 'blood lipids', 'serum cholesterol'],
  concepts: [{ system: 'LOINC', code: '2093-3' }],
});

export const fastingBloodSugar = term('fasting-blood-sugar', {
  title: 'Fasting blood sugar',
  definition: 'The mass of glucose in a volume of serum or plasma after a night without food.',
  synonyms: ['fasting glucose', 'blood glucose', 'sugar level', 'diabetes'],
  concepts: [{ system: 'LOINC', code: '1558-6' }],
});
