/** A prediction document for every call, of wearers who call again and again. */
export const HEART_READING = JSON.stringify({
  patientId: 'synthetic-{person}',
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
});
