import { pascal, singular } from './names.js';

describe('given the plural of a noun', () => {
  it.each([
    ['scores', 'score'],
    ['outcomes', 'outcome'],
    ['readings', 'reading'],
    ['categories', 'category'],
    ['diagnoses', 'diagnosis'],
    ['analyses', 'analysis'],
    ['doses', 'dose'],
    ['cases', 'case'],
    ['biopsies', 'biopsy'],
    ['classes', 'class'],
    ['boxes', 'box'],
    ['batches', 'batch'],
    ['status', 'status'],
    ['history', 'history'],
    ['diagnosis', 'diagnosis'],
  ])('makes of %s %s', (plural, one) => {
    expect(singular(plural)).toBe(one);
  });
});

describe('given the name of a port', () => {
  it.each([
    ['scores', 'Scores'],
    ['drug-alerts', 'DrugAlerts'],
    ['drugAlerts', 'DrugAlerts'],
    ['lab_results2', 'LabResults2'],
  ])('writes %s as the type %s', (name, type) => {
    expect(pascal(name)).toBe(type);
  });
});
