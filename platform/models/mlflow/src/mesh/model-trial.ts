import { Inject, Injectable } from '@nestjs/common';

import { evaluate, evaluateCounts } from '@mesh/evaluation';
import { heldOutRows } from '@mesh/gates';
import type { ModelMetrics, Signature } from '@mesh/models';
import { MeshError } from '@mesh/product';
import { imageFormOf } from '@mesh/serving-onnx';

import type { MeshModel } from './mesh-models.js';
import { ModelSnapshots, rowsOf, type SnapshotOfVersion } from './model-snapshots.js';
import { OnnxJudge } from './onnx-judge.js';
import { OnnxOfVersion } from './onnx-of-version.js';
import { Refused } from './refused.js';

/** A model that can serve, and how it did on rows that nobody trains on. */
export interface TriedModel {
  readonly onnx: Uint8Array;
  readonly signature: Signature;
  readonly metrics: ModelMetrics;
  readonly judgedOn: SnapshotOfVersion;
}

const NO_SNAPSHOT =
  'there is no snapshot with the features and the outcome of the contract to judge it on: train the model once in the mesh, then register again';

/** Tries the ONNX of a version on the held-out rows of the newest snapshot of its model. */
@Injectable()
export class ModelTrial {
  constructor(
    @Inject(ModelSnapshots) private readonly snapshots: ModelSnapshots,
    @Inject(OnnxOfVersion) private readonly files: OnnxOfVersion,
    @Inject(OnnxJudge) private readonly judge: OnnxJudge,
  ) {}

  /** Throws Refused with what is wrong with the model. */
  async of(model: MeshModel, uri: string): Promise<TriedModel> {
    const onnx = await this.files.read(uri, model.features);
    const judgedOn = await this.snapshots.newest(model);
    if (judgedOn === undefined) throw new Refused(NO_SNAPSHOT);
    const { rows, labels } = rowsOf(judgedOn.snapshot, 'held out');
    const { features, outcome } = model;
    const { signature, answers } = await this.judge.run({ onnx, features, outcome, rows });
    checkImageForm(onnx, features.length);
    // Recipes say whom they judge apart; what comes from outside is judged apart as the gates of the product do it.
    const { groups: subgroups } = heldOutRows(judgedOn.snapshot, model.gates.everySubgroup?.of);
    const metrics =
      outcome === 'count'
        ? evaluateCounts({ observed: labels, expected: answers, subgroups })
        : evaluate({ labels, probabilities: answers, subgroups });
    return { onnx, signature, metrics, judgedOn };
  }
}

/** Nothing is scored by what a model says of its image: who asks why of a score would be the first to hear that it is wrong. */
function checkImageForm(onnx: Uint8Array, columns: number): void {
  try {
    imageFormOf(onnx, columns);
  } catch (failure) {
    throw failure instanceof MeshError ? new Refused(String(failure.meta['reason'])) : failure;
  }
}
