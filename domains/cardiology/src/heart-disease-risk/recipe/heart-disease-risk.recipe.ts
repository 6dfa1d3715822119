import { byBand, byCode, categorical, numeric } from '@mesh/training';
import { logisticRecipe } from '@mesh/training-linear';

/**
 * The 13 attributes of the UCI heart disease study with their codes and plausible ranges, in the order of the model's
 * signature. Sites that did not measure cholesterol write 0.
 */
export const heartColumns = [
  numeric('age', { min: 0, max: 120 }),
  categorical('sex', [0, 1]),
  categorical('cp', [1, 2, 3, 4]),
  numeric('trestbps', { min: 40, max: 300, missingValue: 0 }),
  numeric('chol', { min: 1, max: 1000, missingValue: 0 }),
  categorical('fbs', [0, 1]),
  categorical('restecg', [0, 1, 2]),
  numeric('thalach', { min: 20, max: 300 }),
  categorical('exang', [0, 1]),
  numeric('oldpeak', { min: -10, max: 10 }),
  categorical('slope', [1, 2, 3]),
  numeric('ca', { min: 0, max: 3 }),
  categorical('thal', [3, 6, 7]),
] as const;

/** Trains the risk of heart disease: a penalised logistic regression, judged for each sex and age band apart. */
export const heartDiseaseRiskRecipe = logisticRecipe({
  columns: heartColumns,
  subgroups: [byCode('sex', { 0: 'female', 1: 'male' }), byBand('ageBand', 'age', [45, 55, 65])],
});

export default heartDiseaseRiskRecipe;
