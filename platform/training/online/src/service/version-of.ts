import { v5 as uuidv5 } from 'uuid';
import type { LearningModel } from '@mesh/training';
import type { LearnerKind } from '../learners/online-learner.js';
import type { TakenSnapshot } from '../state/learning.js';
import type { ReadyVersion } from '../state/learning-store.js';

/** Any fixed UUID: runs of learners are named within it (RFC 9562, version 5). */
const RUNS = '3e0f6f2a-6d0e-4f5b-9a55-6f0c1a0e9d44';

export interface Origin {
  readonly group: string;
  readonly kind: LearnerKind;
  readonly commit: string;
  readonly author: string;
}

/** The version that a snapshot becomes. Its run is named after the lessons: the same ones never give two versions. */
export function versionOf(model: LearningModel, taken: TakenSnapshot, origin: Origin): ReadyVersion {
  const { onnx, metrics, lessons, learned, cases, logLoss, fadingLogLoss } = taken;
  const { group, kind, commit, author } = origin;
  return {
    onnx,
    cases,
    version: {
      model: model.model,
      signature: {
        features: model.columns.map(({ name }) => name),
        inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, model.columns.length] }],
        outputs: [{ name: 'probability', datatype: 'FP32', shape: [-1] }],
      },
      hyperparameters: {
        algorithm: kind.algorithm,
        ...kind.hyperparameters,
        evaluation: 'prequential',
        prequentialWindow: cases.labels.length,
        prequentialLogLoss: logLoss,
        prequentialFadingLogLoss: fadingLogLoss,
        learnedEvents: learned,
        learner: group,
      },
      metrics,
      // Every lesson was first a judgement and then taught: none is held out.
      snapshot: { sha256: lessons, rows: learned, trainingRows: learned, source: model.source },
      commit,
      author,
      runId: uuidv5(`${group} ${learned} ${lessons}`, RUNS),
      contractVersion: model.contractVersion,
    },
  };
}
