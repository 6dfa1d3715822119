import type { TableRow } from './snapshot-from-rows.js';

/** A model that this process can train. */
export interface TrainableModel {
  readonly model: string;
  /** The module whose default export is the recipe. */
  readonly recipe: URL;
  /** The features in signature order, and the label. */
  readonly columns: readonly string[];
  readonly label: string;
  readonly contractVersion: string;
  /** Names the data that is learnt from: the dataset's URN. */
  readonly source: string;
  /** Whom to thank for it. */
  readonly attribution?: string;
  /** All rows to learn from, as they are now. */
  rows(): Promise<readonly TableRow[]>;
  /** Whether metrics reach the floors that the product declares; the reasons why not. */
  gate(metrics: {
    readonly rocAuc: { readonly value: number };
    readonly brier: { readonly value: number };
    readonly calibration: { readonly expectedError: number };
  }): readonly string[];
}

/** Trains models when a `training.requested` event asks for it. */
export interface TrainingHost {
  /** Resolves to the way to stop, which lets a training in hand be taken over after a restart. */
  serve(models: readonly TrainableModel[]): Promise<() => Promise<void>>;
}

/** Injection token of the host. */
export const TrainingHost = Symbol('TrainingHost');
