import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { judgeVersion } from '@mesh/gates';
import { ModelRegistry, type ModelVersion, type NewModelVersion } from '@mesh/models';
import { MeshError } from '@mesh/product';
import { openAsked } from '@mesh/serving-onnx';

import type { ModelVersionRow } from '../registry/model-rows.js';
import type { Settled } from '../registry/version-store.js';
import { MeshModels, type MeshModel } from './mesh-models.js';
import { ModelTrial } from './model-trial.js';
import { Refused } from './refused.js';
import { RegistrationRecord } from './registration-record.js';
import { RunFacts } from './run-facts.js';

interface Examined {
  readonly model: MeshModel;
  readonly row: ModelVersionRow;
  readonly by: string;
}

const LONGEST_MESSAGE = 1_000;
const FAULT = 'The version could not be judged because of a fault of the mesh: register it again.';

/**
 * Makes a version of a registered model one of the mesh, where a product announced a model of that name: the ONNX is
 * checked against the product's features, judged on the rows that the model's last snapshot holds out, and asked the gates
 * of the product. A model that nobody announced stays MLflow's own.
 */
@Injectable()
export class MeshVersions {
  constructor(
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(MeshModels) private readonly models: MeshModels,
    @Inject(ModelTrial) private readonly trial: ModelTrial,
    @Inject(RunFacts) private readonly facts: RunFacts,
    @Inject(RegistrationRecord) private readonly record: RegistrationRecord,
  ) {}

  /** The verdict on a version; whatever is wrong with the model is its message. */
  async settle(row: ModelVersionRow, by: string): Promise<Settled> {
    const model = await this.models.announced(row.name);
    if (model === undefined) return { status: 'READY' };
    try {
      const version = await this.register({ model, row, by });
      return { status: 'READY', meshVersion: version.version };
    } catch (failure) {
      const reason = reasonOf(failure);
      if (reason === undefined) this.record.fault(model.name, failure);
      return { status: 'FAILED_REGISTRATION', message: (reason ?? FAULT).slice(0, LONGEST_MESSAGE) };
    }
  }

  /** Takes it out of use in the mesh, where it is a version of the mesh. */
  async withdraw({ mesh_model, mesh_version }: ModelVersionRow, by: string): Promise<void> {
    if (mesh_model !== null && mesh_version !== null) await this.registry.withdraw(mesh_model, mesh_version, by);
  }

  private async register({ model, row, by }: Examined): Promise<ModelVersion> {
    const { onnx, signature, metrics, judgedOn } = await this.trial.of(model, row.artifact_uri);
    const unjudged: NewModelVersion = {
      model: model.name,
      onnxSha256: await this.registry.putArtifact(onnx),
      signature,
      ...(await this.facts.of(row.run_id)),
      metrics,
      snapshot: judgedOn.of.snapshot,
      author: by,
      runId: uuidv7(),
      contractVersion: model.contractVersion,
    };
    const gates = await judgeVersion(
      { columns: model.features, gates: model.gates },
      { version: unjudged, onnx, snapshot: judgedOn.snapshot },
      { registry: this.registry, open: openAsked },
    );
    const version = await this.registry.register({ ...unjudged, gates });
    await this.record.tell(version, row.version);
    return version;
  }
}

/** What is wrong with the model; undefined where the mesh itself is at fault. */
function reasonOf(failure: unknown): string | undefined {
  if (failure instanceof Refused) return `The version is refused: ${failure.message}.`;
  if (failure instanceof MeshError && !failure.retryable && failure.spec.kind !== 'fault') {
    const fields = failure.meta.errors?.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
    return `The version is refused: ${failure.spec.title}${fields ? ` (${fields})` : ''}. ${failure.spec.fix}`;
  }
  return undefined;
}
