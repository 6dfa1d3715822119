export {
  dataProduct,
  type DataProduct,
  type ProductId,
  type ProductSpec,
  type ProductStatus,
} from './declaration/data-product.js';
export type { Version } from './declaration/version.js';
export type {
  Accuracy,
  AnswerOf,
  CountAccuracy,
  ExpectedCount,
  ExplainedBy,
  ImageExplanation,
  Live,
  Prediction,
  ScoreExplanation,
} from './declaration/live.js';
export { acceptedInputs, consumedInputs, inputTopic, takenInputs, type InputTopic } from './declaration/inputs.js';
export {
  givenByStream,
  replyTopic,
  roleInTopic,
  rolesWithReplies,
  streamGroup,
  streamPorts,
  takenBy,
} from './declaration/streams.js';
export { namesOf, type ProductNames } from './declaration/names.js';
export type { Asked, Serves } from './declaration/serves.js';
export {
  defineErrors,
  ERROR_KINDS,
  MeshError,
  type ErrorDefinition,
  type ErrorKind,
  type ErrorMeta,
  type ErrorSpec,
  type FieldError,
} from './errors/index.js';
export { accepts, type Accepted } from './ports/accepted.js';
export type { Day, Deprecation } from './ports/deprecation.js';
export { durationMs, type Duration } from './ports/duration.js';
export type { PortGrant, PurposeOfUse } from './ports/grant.js';
export { consumes, type Input } from './ports/input.js';
export { model, type ModelSpec } from './ports/model.js';
export type {
  ChampionGate,
  CountChampionGate,
  CountGates,
  CountGoldenCase,
  CountSubgroupGate,
  CoverageGate,
  Gates,
  GoldenCase,
  SubgroupGate,
} from './ports/model-gates.js';
export type { ModelLearning, TopicName } from './ports/model-learning.js';
export type { CronExpression, ModelSchedule, TimeOfDay, Weekday } from './ports/model-schedule.js';
export type { ModelSplit } from './ports/model-split.js';
export type { Outcome } from './ports/outcome.js';
export type { ModelWatch, WatchAction, WatchedGroup, WatchedMeasure, WatchRule } from './ports/model-watch.js';
export {
  dataset,
  event,
  rest,
  type DatasetPort,
  type EventPort,
  type Origin,
  type Port,
  type RestPort,
  type TopicPort,
} from './ports/ports.js';
export {
  quality,
  type QualityBound,
  type QualityDimension,
  type QualityMetric,
  type QualityRule,
} from './ports/quality.js';
export { stream, type StreamPort } from './ports/stream.js';
export { promises, type Promises } from './ports/promises.js';
export { rejectPorts, RowRejected, type RejectPorts } from './ports/rejects.js';
export { count, max, mean, min, stddev, sum, type Aggregate, type AggregateFunction } from './processing/aggregates.js';
export { joined, left, right, type Joined, type Picked } from './processing/joined.js';
export { givenBy, readBy, type Processing } from './processing/processing.js';
export { JoinResult, WindowResult } from './processing/results.js';
export type { Timing } from './processing/timing.js';
export { windowed, type Windowed } from './processing/windowed.js';
export {
  Code,
  Example,
  fieldOrder,
  Meaning,
  Means,
  notesOf,
  Phi,
  Unit,
  type Concept,
  type FieldNotes,
} from './shape/field-notes.js';
export { IsInstant, isInstant } from './shape/instant.js';
export { jsonSchemaOf, nestedShape, type JsonSchema } from './shape/json-schema.js';
export { personalTexts } from './shape/personal-texts.js';
export { samplesOf } from './shape/samples.js';
export { term, type Term } from './shape/term.js';
export type { FieldOf, Shape, ValueOf } from './shape/shape.js';
