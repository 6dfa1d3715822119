import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  UseFilters,
} from '@nestjs/common';
import { Public } from '@mesh/runtime';
import { CompatibilityDesk } from '../compatibility/compatibility-desk.js';
import { readSchema } from '../schema/read-schema.js';
import { SchemaErrors } from '../schema.errors.js';
import { SubjectReader } from '../store/subject-reader.js';
import { answerOf } from './answers.js';
import { REGISTRY_MEDIA_TYPE } from './media-type.js';
import { partOf, versionOf, type Asked } from './questions.js';
import { RegistryFilter } from './registry.filter.js';

/** Subjects and their versions. Nothing is written here: contracts decide what there is. */
@Public()
@UseFilters(RegistryFilter)
@Controller('schema-registry/subjects')
export class SubjectsController {
  constructor(
    @Inject(SubjectReader) private readonly subjects: SubjectReader,
    @Inject(CompatibilityDesk) private readonly compatibility: CompatibilityDesk,
  ) {}

  @Get()
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async list(@Query() asked: Asked) {
    const { subjectPrefix, deletedOnly } = asked;
    // Before a prefix may stand the one context that there is; nothing is ever deleted.
    const prefix = typeof subjectPrefix === 'string' ? subjectPrefix.replace(/^:(\.|\*):/, '') : '';
    return deletedOnly === 'true' ? [] : this.subjects.subjects(prefix, partOf(asked));
  }

  /** Which version of the subject this schema is. */
  @Post(':subject')
  @HttpCode(200)
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async find(@Param('subject') subject: string, @Body() body: unknown) {
    await this.subjects.direction(subject);
    const found = await this.subjects.find(subject, readSchema(body));
    if (found === undefined) throw SchemaErrors.SCHEMA_UNKNOWN();
    return answerOf(found);
  }

  @Delete(':subject')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async remove(@Param('subject') subject: string) {
    await this.subjects.direction(subject);
    throw SchemaErrors.NOT_PERMITTED();
  }

  @Get(':subject/versions')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async versions(@Param('subject') subject: string, @Query() asked: Asked) {
    const versions = await this.subjects.versions(subject, partOf(asked));
    return versions.map(({ version }) => version);
  }

  /** Registers what the contract has registered: its number. Another schema is refused, and told why. */
  @Post(':subject/versions')
  @HttpCode(200)
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async register(@Param('subject') subject: string, @Body() body: unknown) {
    const sent = readSchema(body);
    const found = await this.subjects.find(subject, sent);
    if (found !== undefined) return answerOf(found);
    const problems = await this.compatibility.againstAll(subject, sent).catch(nothingIfUnknown);
    if (problems.length > 0) throw SchemaErrors.INCOMPATIBLE({ reason: problems[0] });
    throw SchemaErrors.NOT_PERMITTED();
  }

  @Get(':subject/versions/:version')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async version(@Param('subject') subject: string, @Param('version') version: string) {
    return answerOf(await this.subjects.version(subject, versionOf(version)));
  }

  @Get(':subject/versions/:version/schema')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async text(@Param('subject') subject: string, @Param('version') version: string) {
    return (await this.subjects.version(subject, versionOf(version))).text;
  }

  @Get(':subject/versions/:version/referencedby')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async referredTo(@Param('subject') subject: string, @Param('version') version: string) {
    await this.subjects.version(subject, versionOf(version));
    return [];
  }

  @Delete(':subject/versions/:version')
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  async removeVersion(@Param('subject') subject: string, @Param('version') version: string) {
    await this.subjects.version(subject, versionOf(version));
    throw SchemaErrors.NOT_PERMITTED();
  }
}

/** A subject that no contract has cannot be made here, whatever the schema. */
function nothingIfUnknown(error: unknown): readonly string[] {
  if ((error as { code?: unknown }).code === SchemaErrors.SUBJECT_UNKNOWN.code) return [];
  throw error;
}
