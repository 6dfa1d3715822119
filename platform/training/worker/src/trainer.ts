import { v7 as uuidv7 } from 'uuid';
import { Courtesy, loopUtilization, portOfTopic, type EventLog, type Utilization } from '@mesh/events';
import { judgeVersion } from '@mesh/gates';
import {
  documentationFacet,
  errorMessageFacet,
  jobTypeFacet,
  lineageJob,
  sourceCodeLocationFacet,
  versionFacet,
  type LineageEmitter,
} from '@mesh/lineage';
import { outcomeOf, type ModelRegistry, type ModelVersion, type NewModelVersion } from '@mesh/models';
import { MeshError } from '@mesh/product';
import { openAsked } from '@mesh/serving-onnx';
import {
  outcomeDiffers,
  runtimeOf,
  TRAINING_REPORTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
  TrainingRunErrors,
  type MadeSnapshot,
  type OfferedRecipe,
  type TrainableModel,
  type Trained,
  type TrainingHost,
  type TrainingReported,
  type TrainingRequested,
} from '@mesh/training';
import { OWN_RECIPES, type RecipesOutsideNode } from '@mesh/training-python';
import { CancelledRuns } from './cancelled-runs.js';
import { chosenRecipe, recipesOf, sourceFolder } from './recipe-choice.js';
import { runRecipe } from './recipe-runner.js';
import { RunVoice } from './run-voice.js';
import { snapshotOfRequest, sourceOf } from './snapshot-of-request.js';
import { sourceCommit } from './source-commit.js';

export interface TrainerSettings {
  readonly log: EventLog;
  readonly registry: ModelRegistry;
  readonly lineage: LineageEmitter;
  /** Name of the service: trainings of one service are done one after another. */
  readonly service: string;
  /** For recipes in a thread; the others bring their own limits. */
  readonly timeoutMs?: number;
  readonly maxHeapMb?: number;
  /** Runs the recipes that are programs of their own; without it they fail. */
  readonly outside?: RecipesOutsideNode;
  /** How busy those are who go first; by default the thread that the trainer is in, which scores. */
  readonly utilization?: Utilization;
}

const REPOSITORY = 'https://cloudmedical.example/mesh';

/** The model with the gate that a version must pass which is to take over without a person, declared or not. */
const comparedWithChampion = (model: TrainableModel): TrainableModel => ({
  ...model,
  gates: { notWorseThanChampion: {}, ...model.gates },
});

/** Trains the models of its service when an event asks for it: snapshot, recipe, registration, report. */
export class Trainer implements TrainingHost {
  private readonly cancelled = new CancelledRuns();
  private readonly voice: RunVoice;
  /** A machine that scores has as much left for training as it does not need itself. */
  private readonly courtesy: Courtesy;

  constructor(private readonly settings: TrainerSettings) {
    this.voice = new RunVoice(settings.log);
    this.courtesy = new Courtesy(settings.utilization ?? loopUtilization());
  }

  async serve(models: readonly TrainableModel[]): Promise<() => Promise<void>> {
    if (models.length === 0) return () => Promise.resolve();
    const forget = await this.cancelled.follow(this.settings.log, this.settings.service);
    // Looking for Python takes a while, and nobody has to wait for it.
    for (const model of models) void this.offer(model);
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
        if (model !== undefined) await this.courtesy.work(() => this.train(model, request, signal), signal);
      },
    );
    return async () => {
      await subscription.close();
      await forget();
      await this.voice.heard();
    };
  }

  private async offer(model: TrainableModel): Promise<void> {
    const { outside, service } = this.settings;
    const recipes = await Promise.all(
      recipesOf(model).map(async ([name, source]): Promise<OfferedRecipe> => {
        const waitsFor = source instanceof URL ? undefined : await outside?.waitsFor(source);
        return { name, runtime: runtimeOf(source), ...(waitsFor !== undefined && { waitsFor }) };
      }),
    );
    this.voice.offer({ model: model.model, service, recipes });
  }

  private async train(model: TrainableModel, request: TrainingRequested, signal: AbortSignal): Promise<void> {
    const { runId } = request;
    try {
      if (this.cancelled.has(runId)) throw TrainingRunErrors.CANCELLED();
      await this.report({ runId, model: model.model, state: 'running', fraction: 0, stage: 'snapshot' });
      const version = await this.cancelled.during(runId, signal, (until) => this.makeVersion(model, request, until));
      if (request.promoteIfFirst) await this.promoteIfFirst(model, version, request.by);
      if (request.promoteIfBetter) await this.promoteIfBetter(model, version, request.by);
      await this.report({ runId, model: model.model, state: 'completed', version: version.version });
    } catch (error) {
      // A stop of the process is no verdict on the training: the request stays, and the next member takes it up.
      if (signal.aborted || (error instanceof MeshError && error.retryable)) throw error;
      const { code, title } = describe(this.cancelled.has(runId) ? TrainingRunErrors.CANCELLED() : error);
      await this.tellLineage(model, request, { failed: `${code}: ${title}` });
      await this.report({ runId, model: model.model, state: 'failed', code, detail: title });
    }
  }

  private async makeVersion(
    model: TrainableModel,
    request: TrainingRequested,
    signal: AbortSignal,
  ): Promise<ModelVersion> {
    const { registry } = this.settings;
    const source = chosenRecipe(model, request.parameters);
    const { made, record } = await snapshotOfRequest(model, request, registry);
    await registry.putArtifact(made.bytes);
    if (record !== undefined) {
      const { runId } = request;
      await this.report({
        runId,
        model: model.model,
        state: 'running',
        fraction: 0,
        stage: 'training',
        snapshot: record,
      });
    }
    const trained = await this.learn(model, request, { made, signal });
    const { outcome = 'probability' } = model;
    if (outcomeOf(trained) !== outcome) throw outcomeDiffers(outcomeOf(trained), outcome);
    const onnxSha256 = await registry.putArtifact(trained.onnx);
    const folder = sourceFolder(source, OWN_RECIPES);
    const commit = folder === undefined ? 'uncommitted' : await sourceCommit(folder);
    const rows = made.snapshot.labels.length;
    const unjudged: NewModelVersion = {
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
        ...(model.attribution && sourceOf(model, request) === model.source && { attribution: model.attribution }),
      },
      commit,
      author: request.by,
      runId: request.runId,
      contractVersion: model.contractVersion,
    };
    await this.report({ runId: request.runId, model: model.model, state: 'running', fraction: 1, stage: 'gates' });
    const gates = await judgeVersion(
      request.promoteIfBetter ? comparedWithChampion(model) : model,
      { version: unjudged, onnx: trained.onnx, snapshot: made.snapshot },
      { registry, open: openAsked, signal },
    );
    const version = await registry.register({ ...unjudged, gates });
    await this.tellLineage(model, request, { made, version, commit });
    return version;
  }

  /** Runs the recipe that the request names, where it belongs. */
  private async learn(
    model: TrainableModel,
    { runId, parameters }: TrainingRequested,
    { made, signal }: { readonly made: MadeSnapshot; readonly signal: AbortSignal },
  ): Promise<Trained> {
    const { timeoutMs = 600_000, maxHeapMb = 1_024, outside } = this.settings;
    const source = chosenRecipe(model, parameters);
    let reported = 0;
    let lastStage: string | undefined;
    const progress = (fraction: number, stage: string): void => {
      if (fraction < reported + 0.05 && (fraction > 0 || stage === lastStage)) return;
      [reported, lastStage] = [fraction, stage];
      const report = { runId, model: model.model, state: 'running', fraction, stage } as const;
      void this.report(report).catch(() => undefined);
    };
    if (source instanceof URL) {
      const order = { recipe: source, snapshot: made.bytes, parameters, timeoutMs, maxHeapMb, progress };
      return runRecipe(order, signal);
    }
    if (outside === undefined) throw TrainingRunErrors.PROGRAM_MISSING();
    const onLines = this.voice.linesOf({ runId, model: model.model });
    try {
      const { snapshot } = made;
      return await outside.train(source, { snapshot, parameters }, { onProgress: progress, onLines, signal });
    } finally {
      // The whole log is there before the run is said to have ended; and Python may have come or gone.
      await this.voice.heard();
      if (source.runtime === 'python') void this.offer(model);
    }
  }

  private async promoteIfFirst(model: TrainableModel, version: ModelVersion, by: string): Promise<void> {
    const { registry } = this.settings;
    if ((await registry.aliased(model.model, 'champion')) !== undefined) return;
    if (version.gates?.every(({ passed }) => passed) === true)
      await registry.promote(model.model, version.version, 'champion', by);
  }

  /** Whether it is better than the champion is one of the gates; a version that fails one waits for a person. */
  private async promoteIfBetter(model: TrainableModel, version: ModelVersion, by: string): Promise<void> {
    if (version.gates?.every(({ passed }) => passed) === true)
      await this.settings.registry.promote(model.model, version.version, 'champion', by);
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
    const id = uuidv7();
    const time = new Date().toISOString();
    await this.settings.log.append(TRAINING_REPORTED_TOPIC, [
      {
        id,
        source: portOfTopic(TRAINING_REPORTED_TOPIC),
        type: TRAINING_REPORTED_TOPIC,
        time,
        key: report.runId,
        data: { reportId: id, ...report, reportedAt: time },
      },
    ]);
  }
}

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
