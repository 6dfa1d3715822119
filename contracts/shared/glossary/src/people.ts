import { term } from '@mesh/product';

export const patient = term('patient', {
  title: 'Patient',
  definition: 'A person whose health is observed or cared for, named by an identifier that the sending system gave.',
  synonyms: ['person', 'wearer', 'case subject', 'patient id'],
  concepts: [{ system: 'SNOMED', code: '116154003' }],
});

export const age = term('age', {
  title: 'Age',
  definition: 'Completed or fractional years from birth to the time of the observation.',
  synonyms: ['years old', 'how old', 'age in years'],
  concepts: [{ system: 'LOINC', code: '30525-0' }],
});

export const sex = term('sex', {
  title: 'Sex',
  definition: 'The sex that a medical record states for a person; reference ranges and risks depend on it.',
  synonyms: ['gender', 'male', 'female', 'man', 'woman'],
  concepts: [{ system: 'LOINC', code: '46098-0' }],
});
