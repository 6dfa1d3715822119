import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { WatchErrors } from '../evaluation.errors.js';
import { EvaluationService } from '../evaluation.service.js';
import { EvaluationReader } from './evaluation-reader.js';

/** Lets a stopped model answer again. */
@Injectable()
export class ServingDesk {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EvaluationReader) private readonly reader: EvaluationReader,
    @Inject(EvaluationService) private readonly evaluation: EvaluationService,
  ) {}

  /** Throws WATCH.MODEL_UNWATCHED or NOT_STOPPED; the rule that stopped it stays set off until its measure comes back. */
  async resume(model: string): Promise<object> {
    await this.reader.model(model);
    const resumed = await this.database.query(
      'UPDATE evaluation.model SET stopped = NULL WHERE model = $1 AND stopped IS NOT NULL RETURNING 1',
      [model],
    );
    if (resumed.length === 0) throw WatchErrors.NOT_STOPPED();
    await this.evaluation.measureAll();
    return this.reader.model(model);
  }
}
