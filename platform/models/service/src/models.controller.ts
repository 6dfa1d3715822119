import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';

import type { Caller } from '@mesh/access';
import { AllowRoles, CallerOf } from '@mesh/runtime';

import { ModelsFacade } from './models-facade.js';

const READERS = ['data-scientist', 'data-engineer', 'domain', 'auditor', 'operator', 'practitioner'];
const WRITERS = ['domain', 'data-scientist'];

/** The registry over HTTP. */
@Controller('models')
export class ModelsController {
  constructor(@Inject(ModelsFacade) private readonly models: ModelsFacade) {}

  @Put('artifacts/:sha256')
  @AllowRoles(...WRITERS)
  putArtifact(@Param('sha256') sha256: string, @Body() body: unknown) {
    return this.models.putArtifact(sha256, body);
  }

  @Get('artifacts/:sha256')
  @AllowRoles(...READERS)
  @Header('cache-control', 'private, max-age=31536000, immutable')
  async artifact(@Param('sha256') sha256: string) {
    const bytes = await this.models.artifact(sha256);
    return new StreamableFile(bytes, { type: 'application/octet-stream', length: bytes.byteLength });
  }

  @Get()
  @AllowRoles(...READERS)
  list() {
    return this.models.models();
  }

  @Get(':name')
  @AllowRoles(...READERS)
  model(@Param('name') name: string) {
    return this.models.model(name);
  }

  @Get(':name/moves')
  @AllowRoles(...READERS)
  moves(@Param('name') name: string, @Query() asked: Record<string, unknown>) {
    return this.models.moves(name, asked);
  }

  @Post(':name/versions')
  @AllowRoles(...WRITERS)
  register(@Param('name') name: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.models.register(name, body, caller);
  }

  @Get(':name/versions/:version')
  @AllowRoles(...READERS)
  version(@Param('name') name: string, @Param('version') version: string) {
    return this.models.version(name, version);
  }

  @Post(':name/versions/:version/withdraw')
  @HttpCode(200)
  @AllowRoles(...WRITERS)
  withdraw(@Param('name') name: string, @Param('version') version: string, @CallerOf() caller: Caller) {
    return this.models.withdraw(name, version, caller.id);
  }

  @Get(':name/aliases/:alias')
  @AllowRoles(...READERS)
  aliased(@Param('name') name: string, @Param('alias') alias: string) {
    return this.models.aliased(name, alias);
  }

  @Put(':name/aliases/:alias')
  @AllowRoles(...WRITERS)
  promote(
    @Param('name') name: string,
    @Param('alias') alias: string,
    @Body() body: unknown,
    @CallerOf() caller: Caller,
  ) {
    return this.models.promote(name, alias, { body, by: caller.id });
  }
}
