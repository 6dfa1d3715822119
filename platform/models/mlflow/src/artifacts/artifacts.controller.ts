import type { IncomingMessage } from 'node:http';

import { Controller, Delete, Get, Header, Inject, Param, Post, Put, Query, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { allowLongBody, AllowRoles } from '@mesh/runtime';

import { ARTIFACTS_ROOT, READERS, WRITERS } from '../http/places.js';
import { MlflowErrors } from '../mlflow.errors.js';
import { MlflowSettings } from '../mlflow-settings.js';
import { uploadChunks } from './artifact-bodies.js';
import { ArtifactFiles, type ListedFile } from './artifact-files.js';
import { artifactPath, folderPath } from './artifact-path.js';
import { attachmentOf, mediaTypeOf } from './media-type.js';

/** The files of runs and models, which clients send and fetch through the mesh. */
@Controller(ARTIFACTS_ROOT)
export class ArtifactsController {
  constructor(
    @Inject(ArtifactFiles) private readonly files: ArtifactFiles,
    @Inject(MlflowSettings) private readonly settings: MlflowSettings,
  ) {}

  @Get('artifacts')
  @AllowRoles(...READERS)
  async list(@Query('path') path: unknown): Promise<{ files: ListedFile[] }> {
    return { files: await this.files.list(folderPath(typeof path === 'string' ? path : '')) };
  }

  /** As an attachment, so that no browser ever shows or runs what somebody stored. */
  @Get('artifacts/*')
  @Header('x-content-type-options', 'nosniff')
  @AllowRoles(...READERS)
  async read(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const path = pathOf(request);
    const { stream, bytes } = await this.files.read(path);
    return new StreamableFile(stream, { type: mediaTypeOf(path), disposition: attachmentOf(path), length: bytes });
  }

  @Put('artifacts/*')
  @AllowRoles(...WRITERS)
  async write(@Req() request: FastifyRequest): Promise<object> {
    const path = pathOf(request);
    if (path === '') throw MlflowErrors.BAD_REQUEST({ reason: 'The path names no file.' });
    allowLongBody(request.raw);
    const body = (request.body ?? request.raw) as IncomingMessage;
    await this.files.write(path, uploadChunks(body, this.settings.idleMs));
    return {};
  }

  @Delete('artifacts/*')
  @AllowRoles(...WRITERS)
  async remove(@Req() request: FastifyRequest): Promise<object> {
    const path = pathOf(request);
    if (path === '') throw MlflowErrors.BAD_REQUEST({ reason: 'The path names no file.' });
    await this.files.remove(path);
    return {};
  }

  /** Clients that hear this sentence send the file in one piece. */
  @Post('mpu/:step/*')
  @AllowRoles(...WRITERS)
  parts(@Param('step') _step: string): never {
    throw MlflowErrors.NOT_IMPLEMENTED({
      reason: 'Multipart upload is not supported for the current artifact repository',
    });
  }
}

/** What follows `artifacts/` in the address, decoded once. */
const pathOf = (request: FastifyRequest): string => artifactPath((request.params as Record<string, string>)['*'] ?? '');
