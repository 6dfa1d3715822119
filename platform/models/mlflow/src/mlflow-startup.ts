import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

import { Database, migrate } from '@mesh/database';
import { CATALOG_ANNOUNCED_TOPIC, EventLog, type Announcement, type Subscription } from '@mesh/events';

import { passUploads } from './artifacts/artifact-bodies.js';
import { answerMlflowErrors } from './http/error-bodies.js';
import { MeshModels } from './mesh/mesh-models.js';
import { MLFLOW_MIGRATIONS } from './mlflow.migrations.js';
import { VersionStore } from './registry/version-store.js';

/** Makes the tables, follows which models products announce, and teaches the server MLflow's bodies. */
@Injectable()
export class MlflowStartup implements OnModuleInit, OnApplicationShutdown {
  private announced: Subscription | undefined;

  constructor(
    @Inject(HttpAdapterHost) private readonly http: HttpAdapterHost,
    @Inject(Database) private readonly database: Database,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(MeshModels) private readonly models: MeshModels,
    @Inject(VersionStore) private readonly versions: VersionStore,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    passUploads(fastify);
    answerMlflowErrors(fastify);
    await migrate(this.database, 'mlflow', MLFLOW_MIGRATIONS);
    await this.versions.giveUpUnsettled();
    await this.log.declareTopic({ name: CATALOG_ANNOUNCED_TOPIC });
    this.announced = await this.log.subscribe(
      { topics: [CATALOG_ANNOUNCED_TOPIC], group: 'mlflow' },
      async (events) => {
        await this.models.remember(events.map(({ data }) => data as Announcement));
      },
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.announced?.close();
  }
}
