import { v7 as uuidv7 } from 'uuid';
import type { EventLog } from '@mesh/events';
import {
  documentationFacet,
  errorMessageFacet,
  jobTypeFacet,
  lineageJob,
  sourceCodeLocationFacet,
  versionFacet,
  type LineageEmitter,
} from '@mesh/lineage';
import type { ModelRegistry, ModelVersion } from '@mesh/models';
import { MeshError } from '@mesh/product';
import {
  snapshotFromCsv,
  snapshotFromRows,
  TRAINING_REPORTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
  type MadeSnapshot,
  type TrainableModel,
  type TrainingHost,
  type TrainingReported,
  type TrainingRequested,
} from '@mesh/training';
import { runRecipe } from './recipe-runner.js';
import { sourceCommit } from './source-commit.js';

export interface TrainerSettings {
  readonly log: EventLog;
  readonly registry: ModelRegistry;
  readonly lineage: LineageEmitter;
  /** Name of the service: trainings of one service are done one after another. */
  readonly service: string;
  readonly timeoutMs?: number;
  readonly maxHeapMb?: number;
}

const REPOSITORY = 'https://cloudmedical.example/mesh';

/** Trains the models of its service when an event asks for it: snapshot, recipe, registration, report. */
export class Trainer implements TrainingHost {
  constructor(private readonly settings: TrainerSettings) {}

  async serve(models: readonly TrainableModel[]): Promise<() => Promise<void>> {
    if (models.length === 0) return () => Promise.resolve();
    const subscription = await this.settings.log.subscribe(
      {
        topics: [TRAINING_REQUESTED_TOPIC],
        group: `training.${this.settings.service}`,
        from: 'earliest',
        maxBatch: 1,
        leaseMs: 30_000,
      },
      async ([event], signal) => {
        const request = event?.data as TrainingRequested;
        const model = models.find((candidate) => candidate.model === request.model);
        if (model !== undefined) await this.train(model, request, signal);
      },
    );
    return () => subscription.close();
  }

  private async train(model: TrainableModel, request: TrainingRequested, signal: AbortSignal): Promise<void> {
    const { runId } = request;
    try {
      await this.report({ runId, model: model.model, state: 'running', fraction: 0, stage: 'snapshot' });
      const version = await this.makeVersion(model, request, signal);
      if (request.promoteIfFirst) await this.promoteIfFirst(model, version, request.by);
      await this.report({ runId, model: model.model, state: 'completed', version: version.version });
    } catch (error) {
      // A stop of the process is no verdict on the training: the request stays, and the next member takes it up.
      if (signal.aborted || (error instanceof MeshError && error.retryable)) throw error;
      const { code, title } = describe(error);
      await this.tellLineage(model, request, { failed: `${code}: ${title}` });
      await this.report({ runId, model: model.model, state: 'failed', code, detail: title });
    }
  }

  private async makeVersion(
    model: TrainableModel,
    request: TrainingRequested,
    signal: AbortSignal,
  ): Promise<ModelVersion> {
    const { registry, timeoutMs = 600_000, maxHeapMb = 1_024 } = this.settings;
    const made = await this.snapshot(model, request);
    await registry.putArtifact(made.bytes);
    let reported = 0;
    const trained = await runRecipe(
      {
        recipe: model.recipe,
        snapshot: made.bytes,
        parameters: request.parameters,
        timeoutMs,
        maxHeapMb,
        progress: (fraction, stage) => {
          if (fraction < reported + 0.05) return;
          reported = fraction;
          void this.report({ runId: request.runId, model: model.model, state: 'running', fraction, stage }).catch(
            () => undefined,
          );
        },
      },
      signal,
    );
    const onnxSha256 = await registry.putArtifact(trained.onnx);
    const commit = await sourceCommit(new URL('.', model.recipe));
    const rows = made.snapshot.labels.length;
    const version = await registry.register({
      model: model.model,
      onnxSha256,
      signature: trained.signature,
      hyperparameters: trained.hyperparameters,
      metrics: trained.metrics,
      snapshot: {
        sha256: made.snapshot.sha256,
        rows,
        trainingRows: made.snapshot.heldOut.filter((heldOut) => !heldOut).length,
        source: sourceOf(model, request),
        ...(model.attribution && request.csv === undefined && { attribution: model.attribution }),
      },
      commit,
      author: request.by,
      runId: request.runId,
      contractVersion: model.contractVersion,
    });
    await this.tellLineage(model, request, { made, version, commit });
    return version;
  }

  private async snapshot(model: TrainableModel, { csv, parameters }: TrainingRequested): Promise<MadeSnapshot> {
    const plan = {
      columns: model.columns,
      label: model.label,
      ...(typeof parameters['heldOutShare'] === 'number' && { heldOutShare: parameters['heldOutShare'] }),
      ...(typeof parameters['seed'] === 'number' && { seed: parameters['seed'] }),
    };
    return csv === undefined ? snapshotFromRows(await model.rows(), plan) : snapshotFromCsv(csv, plan);
  }

  private async promoteIfFirst(model: TrainableModel, version: ModelVersion, by: string): Promise<void> {
    const { registry } = this.settings;
    if ((await registry.aliased(model.model, 'champion')) !== undefined) return;
    if (model.gate(version.metrics).length === 0) await registry.promote(model.model, version.version, 'champion', by);
  }

  private async tellLineage(
    model: TrainableModel,
    request: TrainingRequested,
    outcome: { made: MadeSnapshot; version: ModelVersion; commit: string } | { failed: string },
  ): Promise<void> {
    const done = 'made' in outcome;
    const job = lineageJob('mesh://models', `train.${model.model}`, {
      jobType: jobTypeFacet('BATCH', 'TRAINING'),
      ...(done && { sourceCodeLocation: sourceCodeLocationFacet({ url: REPOSITORY, version: outcome.commit }) }),
    });
    const inputs = [
      {
        ...datasetName(sourceOf(model, request)),
        facets: done
          ? {
              version: versionFacet(outcome.made.snapshot.sha256),
              documentation: documentationFacet('The immutable snapshot that was learnt from'),
            }
          : {},
      },
    ];
    const outputs = [
      {
        namespace: 'mesh://models',
        name: model.model,
        facets: done ? { version: versionFacet(outcome.version.version) } : {},
      },
    ];
    const report = { runId: request.runId, at: new Date().toISOString(), inputs, outputs };
    await this.settings.lineage.emit(job.start(report));
    await this.settings.lineage.emit(
      done
        ? job.complete(report)
        : job.event('FAIL', { ...report, facets: { errorMessage: errorMessageFacet(outcome.failed) } }),
    );
  }

  private async report(report: TrainingReported): Promise<void> {
    await this.settings.log.append(TRAINING_REPORTED_TOPIC, [
      {
        id: uuidv7(),
        source: `urn:mesh:service:${this.settings.service}`,
        type: TRAINING_REPORTED_TOPIC,
        time: new Date().toISOString(),
        key: report.runId,
        data: report,
      },
    ]);
  }
}

const sourceOf = (model: TrainableModel, { csv, by }: TrainingRequested): string =>
  csv === undefined ? model.source : `urn:mesh:upload:${by}`;

/** `urn:mesh:<domain>:<product>:<dataset>` as OpenLineage names it. */
function datasetName(urn: string): { namespace: string; name: string } {
  const [, , domain = '', product = '', dataset = ''] = urn.split(':');
  return { namespace: `mesh://${domain}`, name: dataset === '' ? product : `${product}.${dataset}` };
}

function describe(error: unknown): { code: string; title: string } {
  if (!(error instanceof MeshError))
    return { code: 'TRAINING.UNEXPECTED', title: 'The training failed in a way that was not foreseen' };
  const inner = typeof error.meta['code'] === 'string' ? error.meta['code'] : error.code;
  const reason = typeof error.meta['reason'] === 'string' ? error.meta['reason'] : error.spec.title;
  const rows = error.meta.errors?.map(({ message }) => message).join('; ');
  return { code: inner, title: rows ? `${reason}: ${rows}` : reason };
}
