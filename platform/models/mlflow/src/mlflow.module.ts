import { Module, type DynamicModule } from '@nestjs/common';

import { ArtifactFiles } from './artifacts/artifact-files.js';
import { RunArtifacts } from './artifacts/run-artifacts.js';
import { ArtifactsController } from './artifacts/artifacts.controller.js';
import { controllersOf } from './http/mlflow-controllers.js';
import { ServerController } from './http/server.controller.js';
import { UnknownController } from './http/unknown.controller.js';
import { LoggedModelDesk } from './logged/logged-model-desk.js';
import { MeshModels } from './mesh/mesh-models.js';
import { MeshVersions } from './mesh/mesh-versions.js';
import { ModelSnapshots } from './mesh/model-snapshots.js';
import { ModelTrial } from './mesh/model-trial.js';
import { OnnxJudge } from './mesh/onnx-judge.js';
import { OnnxOfVersion } from './mesh/onnx-of-version.js';
import { RegistrationRecord } from './mesh/registration-record.js';
import { RunFacts } from './mesh/run-facts.js';
import { TrainingRowsController } from './mesh/training-rows.controller.js';
import { MlflowSettings, mlflowSettings, type MlflowOptions } from './mlflow-settings.js';
import { MlflowStartup } from './mlflow-startup.js';
import { AliasBook } from './registry/alias-book.js';
import { AliasDesk } from './registry/alias-desk.js';
import { RegisteredModelDesk } from './registry/registered-model-desk.js';
import { VersionDesk } from './registry/version-desk.js';
import { VersionSources } from './registry/version-sources.js';
import { VersionStore } from './registry/version-store.js';
import { ExperimentDesk } from './tracking/experiment-desk.js';
import { LineageDesk } from './tracking/lineage-desk.js';
import { LogDesk } from './tracking/log-desk.js';
import { MetricHistory } from './tracking/metric-history.js';
import { MetricHistories } from './tracking/metric-histories.js';
import { MetricSamples } from './tracking/metric-samples.js';
import { RunDesk } from './tracking/run-desk.js';
import { RunDocuments } from './tracking/run-documents.js';
import { RunLog } from './tracking/run-log.js';
import { RunModels } from './tracking/run-models.js';
import { RunSearch } from './tracking/run-search.js';

const DESKS = [
  ...[ExperimentDesk, RunDesk, LogDesk, RunSearch, MetricHistory, LineageDesk, LoggedModelDesk],
  ...[MetricHistories, MetricSamples, RunModels, RunArtifacts],
  ...[RegisteredModelDesk, VersionDesk, AliasDesk],
];

/** MLflow's REST interface in front of the mesh's registry of models. */
@Module({})
export class MlflowModule {
  /** Needs `Database`, `EventLog`, `LineageEmitter` and `ModelRegistry` provided globally. */
  static forRoot(options: MlflowOptions): DynamicModule {
    return {
      module: MlflowModule,
      controllers: [
        ...DESKS.flatMap(controllersOf),
        TrainingRowsController,
        ArtifactsController,
        ServerController,
        UnknownController,
      ],
      providers: [
        { provide: MlflowSettings, useValue: mlflowSettings(options) },
        ...DESKS,
        ...[RunLog, RunDocuments, ArtifactFiles],
        ...[
          MeshModels,
          MeshVersions,
          ModelTrial,
          ModelSnapshots,
          OnnxOfVersion,
          OnnxJudge,
          RunFacts,
          RegistrationRecord,
        ],
        ...[AliasBook, VersionSources, VersionStore],
        MlflowStartup,
      ],
    };
  }
}
