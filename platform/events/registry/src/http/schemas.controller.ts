import { Controller, Get, Header, Inject, Param, Query, UseFilters } from '@nestjs/common';
import { Public } from '@mesh/runtime';
import { SubjectReader } from '../store/subject-reader.js';
import { answerOf } from './answers.js';
import { REGISTRY_MEDIA_TYPE } from './media-type.js';
import { idOf, partOf, type Asked } from './questions.js';
import { RegistryFilter } from './registry.filter.js';

/** Schemas by number, and by the URI that events name. */
@Public()
@UseFilters(RegistryFilter)
@Controller('schema-registry')
export class SchemasController {
  constructor(@Inject(SubjectReader) private readonly subjects: SubjectReader) {}

  @Get()
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  root() {
    return {};
  }

  @Get('contexts')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  contexts() {
    return ['.'];
  }

  @Get('schemas/types')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  types() {
    return ['JSON'];
  }

  @Get('schemas/ids/:id')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async schema(@Param('id') id: string) {
    return { schemaType: 'JSON', schema: await this.subjects.text(idOf(id)) };
  }

  @Get('schemas/ids/:id/schema')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  text(@Param('id') id: string) {
    return this.subjects.text(idOf(id));
  }

  @Get('schemas/ids/:id/subjects')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async subjectsOf(@Param('id') id: string, @Query() asked: Asked) {
    const places = await this.subjects.places(idOf(id), partOf(asked));
    return [...new Set(places.map(({ subject }) => subject))];
  }

  @Get('schemas/ids/:id/versions')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  versionsOf(@Param('id') id: string, @Query() asked: Asked) {
    return this.subjects.places(idOf(id), partOf(asked));
  }

  /** Resolves the `dataschema` of an event. */
  @Get('schemas/:urn')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async named(@Param('urn') urn: string) {
    return answerOf(await this.subjects.named(urn));
  }
}
