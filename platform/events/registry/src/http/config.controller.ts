import { Body, Controller, Delete, Get, Header, Inject, Param, Put, Query, UseFilters } from '@nestjs/common';
import { Public } from '@mesh/runtime';
import { GLOBAL_LEVEL, levelOf, readLevel, type Level } from '../compatibility/level.js';
import { objectOf } from '../schema/json.js';
import { SchemaErrors } from '../schema.errors.js';
import { SubjectReader } from '../store/subject-reader.js';
import { REGISTRY_MEDIA_TYPE } from './media-type.js';
import type { Asked } from './questions.js';
import { RegistryFilter } from './registry.filter.js';

/** Compatibility levels: those of the contracts. To set what holds already is no change. */
@Public()
@UseFilters(RegistryFilter)
@Controller('schema-registry/config')
export class ConfigController {
  constructor(@Inject(SubjectReader) private readonly subjects: SubjectReader) {}

  @Get()
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  all() {
    return { compatibilityLevel: GLOBAL_LEVEL };
  }

  @Put()
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  set(@Body() body: unknown) {
    return kept(GLOBAL_LEVEL, body);
  }

  @Get(':subject')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async of(@Param('subject') subject: string, @Query() { defaultToGlobal }: Asked) {
    const level = await this.level(subject);
    if (level === undefined && defaultToGlobal !== 'true') throw SchemaErrors.LEVEL_UNSET();
    return { compatibilityLevel: level ?? GLOBAL_LEVEL };
  }

  @Put(':subject')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async setOf(@Param('subject') subject: string, @Body() body: unknown) {
    return kept(await this.level(subject), body);
  }

  @Delete(':subject')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async remove(@Param('subject') subject: string) {
    await this.subjects.direction(subject);
    throw SchemaErrors.NOT_PERMITTED();
  }

  private async level(subject: string): Promise<Level | undefined> {
    const direction = await this.subjects.direction(subject).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === SchemaErrors.SUBJECT_UNKNOWN.code) return undefined;
      throw error;
    });
    return direction && levelOf(direction);
  }
}

function kept(level: Level | undefined, body: unknown): object {
  const asked = readLevel(objectOf(body)['compatibility']);
  if (asked !== level) throw SchemaErrors.NOT_PERMITTED();
  return { compatibility: asked };
}
