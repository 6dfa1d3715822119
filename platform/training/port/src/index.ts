export type { Cell } from './cell.js';
export type { LearningModel, OnlineLearning, SnapshotPace } from './online-learning.js';
export { outcomeDiffers, outcomeOfSnapshot, requireOccurrences, requireVariety } from './outcome-of-snapshot.js';
export type { CountSnapshot, Hyperparameters, OccurrenceSnapshot, Recipe, Snapshot, Trained } from './recipe.js';
export {
  runtimeOf,
  USUAL_RECIPE,
  type ProgramRecipe,
  type PythonRecipe,
  type RecipeLimits,
  type RecipeSource,
} from './recipe-source.js';
export { TrainingRunErrors } from './run-errors.js';
export { cronComplaint, cronTimeAfter, declaredSchedule } from './schedule/cron.js';
export { snapshotFromBytes, type MadeSnapshot } from './snapshot-bytes.js';
export { snapshotFromCsv } from './snapshot-from-csv.js';
export { snapshotFromRows, type SnapshotPlan, type TableRow } from './snapshot-from-rows.js';
export { splitColumns } from './split/split-of.js';
export type { DatasetState, SnapshotRecord } from './snapshot-record.js';
export { stratifiedFolds } from './stratified-folds.js';
export { byBand, byCode, type SubgroupRule } from './subgroup-attribute.js';
export {
  categorical,
  numeric,
  type CategoricalColumn,
  type NumericColumn,
  type TrainingColumn,
} from './training-column.js';
export { TrainingErrors } from './training-errors.js';
export { TrainingHost, type TrainableModel } from './training-host.js';
export {
  TRAINING_CANCELLED_TOPIC,
  TRAINING_LOGGED_TOPIC,
  TRAINING_OFFERED_TOPIC,
  type OfferedRecipe,
  type TrainingCancelled,
  type TrainingLogged,
  type TrainingOffered,
} from './run-events.js';
export {
  TRAINING_REPORTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
  type TrainingReported,
  type TrainingRequested,
} from './training-events.js';
