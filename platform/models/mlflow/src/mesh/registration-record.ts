import { Inject, Injectable } from '@nestjs/common';

import { documentationFacet, jobTypeFacet, lineageJob, LineageEmitter, versionFacet } from '@mesh/lineage';
import type { ModelVersion } from '@mesh/models';
import { Logger } from '@mesh/runtime';

/** Records what became of a registration: in lineage where it became a version, in the log where the mesh was at fault. */
@Injectable()
export class RegistrationRecord {
  constructor(
    @Inject(LineageEmitter) private readonly lineage: LineageEmitter,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  fault(model: string, cause: unknown): void {
    this.logger.error({ model, cause }, 'a version of MLflow could not be judged');
  }

  /** `registeredAs` is the number that MLflow's clients know it by. */
  async tell(version: ModelVersion, registeredAs: number): Promise<void> {
    const job = lineageJob('mesh://models', `register.${version.model}`, {
      jobType: jobTypeFacet('BATCH', 'TRAINING'),
    });
    const [, , domain = '', product = '', dataset = ''] = version.snapshot.source.split(':');
    const report = {
      runId: version.runId,
      at: new Date().toISOString(),
      inputs: [
        {
          namespace: `mesh://${domain}`,
          name: dataset === '' ? product : `${product}.${dataset}`,
          facets: {
            version: versionFacet(version.snapshot.sha256),
            documentation: documentationFacet('The snapshot whose held-out rows judged the model'),
          },
        },
      ],
      outputs: [
        {
          namespace: 'mesh://models',
          name: version.model,
          facets: {
            version: versionFacet(version.version),
            documentation: documentationFacet(`Registered with MLflow as version ${registeredAs}`),
          },
        },
      ],
    };
    await this.lineage.emit(job.start(report));
    await this.lineage.emit(job.complete(report));
  }
}
