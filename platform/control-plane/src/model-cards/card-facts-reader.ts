import { Inject, Injectable } from '@nestjs/common';

import { EvaluationReader } from '@mesh/evaluation-service';
import { ModelRegistry, type ModelVersion } from '@mesh/models';
import { ModelsErrors, OverrideDesk } from '@mesh/models-service';
import { MeshError } from '@mesh/product';
import { RunReader } from '@mesh/training-service';

import type { CardFacts, KnownReport } from './card-facts.js';
import { DeclaredModels } from './declared-models.js';
import type { Stored } from './figure.js';

const ALIASES = ['champion', 'challenger', 'shadow'] as const;

/** Collects what is stored about a version, as it is answered at the paths that it names. */
@Injectable()
export class CardFactsReader {
  constructor(
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(OverrideDesk) private readonly gates: OverrideDesk,
    @Inject(RunReader) private readonly runs: RunReader,
    @Inject(EvaluationReader) private readonly evaluation: EvaluationReader,
    @Inject(DeclaredModels) private readonly declared: DeclaredModels,
  ) {}

  /** Throws MODELS.MODEL_UNKNOWN. */
  async of(model: string, number: string): Promise<CardFacts> {
    const version = await this.registry.version(model, number);
    if (version === undefined) throw ModelsErrors.MODEL_UNKNOWN();
    const self = `/models/${model}/versions/${version.version}`;
    const [standing, aliases, run, snapshot, evaluation, declared] = await Promise.all([
      this.gates.standing(model, version.version),
      this.aliasesOf(version),
      known(`/training/runs/${version.runId}`, () => this.runs.run(version.runId)),
      known(`/training/snapshots/${version.snapshot.sha256}`, () => this.runs.snapshot(version.snapshot.sha256)),
      known(`/evaluation/models/${model}`, () => this.evaluation.model(model) as Promise<KnownReport>),
      this.declared.of(model),
    ]);
    return {
      version: { at: self, document: version },
      gates: { at: `${self}/gates`, document: standing },
      aliases,
      ...(run && { run }),
      ...(snapshot && { snapshot }),
      ...(evaluation && { evaluation }),
      ...declared,
    };
  }

  private async aliasesOf({ model, version }: ModelVersion): Promise<readonly string[]> {
    const named = await Promise.all(ALIASES.map(async (alias) => (await this.registry.aliased(model, alias))?.version));
    return ALIASES.filter((_, nth) => named[nth] === version);
  }
}

/** A stored document; undefined where nobody stored one. */
async function known<Document>(at: string, read: () => Promise<Document>): Promise<Stored<Document> | undefined> {
  try {
    return { at, document: await read() };
  } catch (failure) {
    if (failure instanceof MeshError && failure.spec.kind === 'missing') return undefined;
    throw failure;
  }
}
