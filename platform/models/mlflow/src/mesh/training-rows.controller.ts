import { Controller, Get, Header, Inject, Param } from '@nestjs/common';

import { AllowRoles } from '@mesh/runtime';
import type { Snapshot } from '@mesh/training';

import { ARTIFACTS_ROOT, WRITERS } from '../http/places.js';
import { missing } from '../mlflow.errors.js';
import { MeshModels } from './mesh-models.js';
import { ModelSnapshots } from './model-snapshots.js';

/**
 * `mlflow-artifacts:/mesh/<model>/training.csv`: the rows that a model may be learnt from. Those that will judge it are
 * left out, so that nobody learns from them by mistake.
 */
@Controller(ARTIFACTS_ROOT)
export class TrainingRowsController {
  constructor(
    @Inject(MeshModels) private readonly models: MeshModels,
    @Inject(ModelSnapshots) private readonly snapshots: ModelSnapshots,
  ) {}

  @Get('artifacts/mesh/:model/training.csv')
  @AllowRoles(...WRITERS)
  @Header('content-type', 'text/csv; charset=utf-8')
  async rows(@Param('model') name: string): Promise<string> {
    const model = await this.models.announced(name);
    const found = model && (await this.snapshots.newest(model));
    if (found === undefined) throw missing('There is no snapshot of a model of this name.');
    return csvOf(found.snapshot);
  }
}

/** A header of the features and `label`, then a line a row: empty where a cell was not measured. */
function csvOf({ columns, features, labels, heldOut }: Snapshot): string {
  const lines = features.flatMap((row, at) =>
    heldOut[at] ? [] : [[...Array.from(row, (cell) => (Number.isNaN(cell) ? '' : String(cell))), labels[at]].join(',')],
  );
  return [[...columns, 'label'].join(','), ...lines, ''].join('\n');
}
