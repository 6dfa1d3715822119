import { Body, Controller, Header, HttpCode, Inject, Param, Post, Query, UseFilters } from '@nestjs/common';
import { Public } from '@mesh/runtime';
import { CompatibilityDesk } from '../compatibility/compatibility-desk.js';
import { readSchema } from '../schema/read-schema.js';
import { REGISTRY_MEDIA_TYPE } from './media-type.js';
import { versionOf, type Asked } from './questions.js';
import { RegistryFilter } from './registry.filter.js';

/** Whether a schema may follow those that a subject has. */
@Public()
@UseFilters(RegistryFilter)
@Controller('schema-registry/compatibility/subjects/:subject/versions')
export class CompatibilityController {
  constructor(@Inject(CompatibilityDesk) private readonly desk: CompatibilityDesk) {}

  @Post()
  @HttpCode(200)
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async all(@Param('subject') subject: string, @Body() body: unknown, @Query() asked: Asked) {
    return said(await this.desk.againstAll(subject, readSchema(body)), asked);
  }

  @Post(':version')
  @HttpCode(200)
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async one(
    @Param('subject') subject: string,
    @Param('version') version: string,
    @Body() body: unknown,
    @Query() asked: Asked,
  ) {
    return said(await this.desk.against(subject, versionOf(version), readSchema(body)), asked);
  }
}

const said = (messages: readonly string[], { verbose }: Asked): object => ({
  is_compatible: messages.length === 0,
  ...(verbose === 'true' && { messages }),
});
