import { Inject, Injectable } from '@nestjs/common';

import type { Caller } from '@mesh/access';
import { Database } from '@mesh/database';
import { ModelRegistry } from '@mesh/models';

import { LineageSettings } from './lineage-options.js';
import { traceQuery } from './lineage-query.js';
import { LineageErrors } from './lineage.errors.js';
import { ScoreFinder, type FoundScore } from './score-finder.js';
import { scoreTrace, type ScoreTrace } from './score-trace.js';
import { sinkRunOf } from './sink-run.js';
import { TrainingOrigins } from './training-origin.js';

const SCORE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/;
const KNOW_PERSONS = ['auditor', 'practitioner', 'domain'];

/** Tells what led to a score. */
@Injectable()
export class ScoreTracer {
  constructor(
    @Inject(ScoreFinder) private readonly scores: ScoreFinder,
    @Inject(ModelRegistry) private readonly models: ModelRegistry,
    @Inject(TrainingOrigins) private readonly trainings: TrainingOrigins,
    @Inject(Database) private readonly database: Database,
    @Inject(LineageSettings) private readonly settings: LineageSettings,
  ) {}

  /** The scores that one call made; throws LINEAGE.QUERY_INVALID. */
  async ofTrace(asked: Readonly<Record<string, unknown>>): Promise<{ scores: readonly FoundScore[] }> {
    const { traceId, at } = traceQuery(asked, this.settings.now());
    return { scores: await this.scores.ofTrace(traceId, at) };
  }

  /** Throws LINEAGE.SCORE_UNKNOWN, also for what cannot be an id. */
  async trace(scoreId: string, reader: Caller): Promise<ScoreTrace> {
    const record = SCORE_ID.test(scoreId) ? await this.scores.find(scoreId) : undefined;
    if (record === undefined) throw LineageErrors.SCORE_UNKNOWN();
    const version = await this.models.version(record.model, record.version);
    const [origin, sinkRun] = await Promise.all([
      version && this.trainings.of(version.runId),
      sinkRunOf(this.database, { ...record, since: record.scoredAt }),
    ]);
    return scoreTrace({
      record,
      version,
      origin,
      sinkRun,
      showsPersons: reader.roles.some((role) => KNOW_PERSONS.includes(role)),
    });
  }
}
