import type { EventStore } from '@mesh/events';
import { documentationFacet, jobTypeFacet, lineageJob, versionFacet, type LineageEmitter } from '@mesh/lineage';
import type { ModelRegistry, ModelVersion, RolloutSource } from '@mesh/models';
import type { LearningModel } from '@mesh/training';
import type { LearningStore } from '../state/learning-store.js';
import { judgeLearned } from './judge-learned.js';

export interface RegistrarParts {
  readonly store: LearningStore;
  readonly database: EventStore;
  readonly registry: ModelRegistry;
  /** Without it no challenger is known to be on trial. */
  readonly rollouts?: RolloutSource | undefined;
  readonly lineage: LineageEmitter;
  readonly model: LearningModel;
  /** Told what failed; it is tried again. */
  readonly report: (error: unknown) => void;
}

const RETRY_MS = 5_000;
const EVENTS_NAMESPACE = 'mesh://events';

/**
 * Brings the version that is ready to the registry and makes it the challenger; who may serve is decided elsewhere. Every
 * step may be repeated without effect, so that a process may end between any two of them.
 */
export class ChallengerRegistrar {
  private running: Promise<void> = Promise.resolve();
  private retry: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly parts: RegistrarParts) {}

  /** Call after each commit that may have made a version ready, and at start; never fails. */
  deliver(): Promise<void> {
    this.running = this.running.then(() => this.drain()).catch((error: unknown) => this.later(error));
    return this.running;
  }

  /** What is not registered yet is so after the next start. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    await this.running;
  }

  private async drain(): Promise<void> {
    const { store, database, registry } = this.parts;
    for (;;) {
      const ready = this.isClosed ? undefined : await store.ready(database);
      if (ready === undefined) return;
      const onnxSha256 = await registry.putArtifact(ready.onnx);
      const unjudged = { ...ready.version, onnxSha256 };
      const gates = await judgeLearned(this.parts.model, { ...ready, version: unjudged }, registry);
      const version = await registry.register({ ...unjudged, gates });
      await this.challenge(version);
      await this.tellLineage(version);
      await store.registered(database, version.runId);
    }
  }

  /** Two members may come with two versions: the one that has learned more stays. */
  private async challenge(version: ModelVersion): Promise<void> {
    const { registry } = this.parts;
    const standing = await registry.aliased(version.model, 'challenger');
    const isOlder =
      standing?.hyperparameters['learner'] === version.hyperparameters['learner'] &&
      Number(standing?.hyperparameters['learnedEvents']) > Number(version.hyperparameters['learnedEvents']);
    // One that failed a gate stands in the registry with the reason, and challenges nobody.
    const isRefused = version.gates?.some(({ passed }) => !passed) === true;
    if (!isOlder && !isRefused && !(await this.isOnTrial(version.model)))
      await registry.promote(version.model, version.version, 'challenger', version.author);
  }

  /** A challenger that answers somebody is not replaced by a newer one: its trial would end undecided, each time. */
  private async isOnTrial(model: string): Promise<boolean> {
    const rollout = await this.parts.rollouts?.rollout(model);
    return rollout !== undefined && rollout.share > 0;
  }

  private async tellLineage({ model, version, runId, snapshot }: ModelVersion): Promise<void> {
    const { lineage, model: learning } = this.parts;
    const job = lineageJob('mesh://models', `learn.${model}`, { jobType: jobTypeFacet('STREAMING', 'TRAINING') });
    const documentation = documentationFacet('The events that were learned, in their order');
    const report = {
      runId,
      at: new Date().toISOString(),
      inputs: [
        {
          namespace: EVENTS_NAMESPACE,
          name: learning.topic,
          facets: { version: versionFacet(snapshot.sha256), documentation },
        },
      ],
      outputs: [{ namespace: 'mesh://models', name: model, facets: { version: versionFacet(version) } }],
    };
    await lineage.emit(job.start(report));
    await lineage.emit(job.complete(report));
  }

  private later(error: unknown): void {
    this.parts.report(error);
    if (this.isClosed) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.deliver(), RETRY_MS).unref();
  }
}
