/** A document as a bracelet sends it: a man of 63 with a fixed defect. */
export const READING = {
  patientId: 'p-1',
  measuredAt: '2026-01-01T00:00:00Z',
  age: 63,
  sex: 1,
  cp: 1,
  trestbps: 145,
  chol: 233,
  fbs: 1,
  restecg: 2,
  thalach: 150,
  exang: 0,
  oldpeak: 2.3,
  slope: 3,
  ca: 0,
  thal: 6,
} as const;

/** One whose risk is high: no symptoms, reversible defect, three vessels coloured. */
export const ALARMING_READING = {
  ...READING,
  patientId: 'p-alarming',
  age: 67,
  cp: 4,
  exang: 1,
  oldpeak: 3.4,
  slope: 2,
  ca: 3,
  thal: 7,
  thalach: 105,
} as const;

/** Names of the 13 attributes in the order of the UCI files. */
export const UCI_COLUMNS = [
  ...['age', 'sex', 'cp', 'trestbps', 'chol', 'fbs', 'restecg'],
  ...['thalach', 'exang', 'oldpeak', 'slope', 'ca', 'thal'],
] as const;
