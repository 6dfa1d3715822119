import type { CountGates, Gates, ModelSplit, Outcome } from '@mesh/product';
import type { RecipeSource } from './recipe-source.js';
import type { DatasetState } from './snapshot-record.js';
import type { TableRow } from './snapshot-from-rows.js';

/** A model that this process can train. */
export interface TrainableModel {
  readonly model: string;
  /** The recipe that trains when the request names none. */
  readonly recipe: RecipeSource;
  /** Others, which a request names with its parameter `recipe`. */
  readonly otherRecipes?: Readonly<Record<string, RecipeSource>>;
  /** The features in signature order, and the label. */
  readonly columns: readonly string[];
  readonly label: string;
  /** What is foreseen of it. Default probability. */
  readonly outcome?: Outcome;
  readonly contractVersion: string;
  /** Names the data that is learnt from: the dataset's URN. */
  readonly source: string;
  /** Whom to thank for it. */
  readonly attribution?: string;
  /** All rows to learn from, as they are now. */
  rows(): Promise<readonly TableRow[]>;
  /** Which rows judge, where content and seed alone must not decide; `rows` give the columns that it names. */
  readonly split?: ModelSplit;
  /** The state of the dataset that `rows` would read now. */
  state?(): Promise<DatasetState>;
  /** What a version must show before it may become champion; without them it need only be usable. */
  readonly gates?: Gates | CountGates;
  /** Inputs as they arrived lately, where a gate asks for them. */
  readonly recentInputs?: () => Promise<readonly TableRow[]>;
}

/** Trains models when a `training.requested` event asks for it. */
export interface TrainingHost {
  /** Resolves to the way to stop, which lets a training in hand be taken over after a restart. */
  serve(models: readonly TrainableModel[]): Promise<() => Promise<void>>;
}

/** Injection token of the host. */
export const TrainingHost = Symbol('TrainingHost');
