import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CompatibilityDesk } from './compatibility/compatibility-desk.js';
import { contractFollower } from './contracts/contract-follower.js';
import { CompatibilityController } from './http/compatibility.controller.js';
import { ConfigController } from './http/config.controller.js';
import { readRegistryBodies } from './http/media-type.js';
import { ModeController } from './http/mode.controller.js';
import { RegistryFilter } from './http/registry.filter.js';
import { SchemasController } from './http/schemas.controller.js';
import { SubjectsController } from './http/subjects.controller.js';
import { registrySchema } from './store/registry-schema.js';
import { SubjectReader } from './store/subject-reader.js';
import { SubjectStore } from './store/subject-store.js';

/** The REST interface of a Confluent schema registry below `/schema-registry`, answered from the contracts. */
@Module({})
export class SchemaRegistryModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly http: HttpAdapterHost) {}

  /** Needs `Database`, `EventLog` and `Logger` provided globally. */
  static forRoot(): DynamicModule {
    return {
      module: SchemaRegistryModule,
      controllers: [SchemasController, SubjectsController, CompatibilityController, ConfigController, ModeController],
      providers: [registrySchema, SubjectStore, SubjectReader, CompatibilityDesk, contractFollower, RegistryFilter],
    };
  }

  onModuleInit(): void {
    readRegistryBodies(this.http.httpAdapter.getInstance<FastifyInstance>());
  }
}
