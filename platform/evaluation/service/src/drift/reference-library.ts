import type { ModelRegistry } from '@mesh/models';
import type { Logger, ScorerFactory } from '@mesh/runtime';
import { snapshotFromBytes } from '@mesh/training';

import { hasSnapshot, referenceOf, type Reference } from './reference.js';

const MOST_KEPT = 32;
const RETRY_MS = 60_000;

interface Parts {
  readonly registry: ModelRegistry;
  readonly scorers: ScorerFactory | undefined;
  readonly logger: Logger;
}

/** The references of versions, made once each from the snapshot and the model file of the registry. */
export class ReferenceLibrary {
  private readonly kept = new Map<string, Promise<Reference | undefined>>();

  constructor(private readonly parts: Parts) {}

  /** Undefined where the version has no readable snapshot: then nothing is compared. */
  of(model: string, version: number): Promise<Reference | undefined> {
    const name = `${model}/${version}`;
    let reference = this.kept.get(name);
    if (reference === undefined) {
      reference = this.make(model, String(version)).catch((cause: unknown) => {
        this.parts.logger.warn({ model, version, cause }, 'the training snapshot of a version cannot be compared with');
        setTimeout(() => this.kept.delete(name), RETRY_MS).unref();
        return undefined;
      });
      this.kept.set(name, reference);
      const [oldest] = this.kept.keys();
      if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    }
    return reference;
  }

  private async make(model: string, number: string): Promise<Reference | undefined> {
    const { registry, scorers } = this.parts;
    const version = await registry.version(model, number);
    if (version === undefined || !hasSnapshot(version)) return undefined;
    const bytes = await registry.artifact(version.snapshot.sha256);
    if (bytes === undefined) return undefined;
    const snapshot = snapshotFromBytes(bytes);
    const onnx = scorers && (await registry.artifact(version.onnxSha256));
    if (scorers === undefined || onnx === undefined) return referenceOf(snapshot, undefined);
    // Only models of probabilities are watched.
    const scorer = scorers.create(model, version.signature.features, 'probability');
    try {
      await scorer.swap(version, onnx);
      return await referenceOf(snapshot, (rows) => scorer.scoreMany(rows));
    } finally {
      await scorer.close();
    }
  }
}
