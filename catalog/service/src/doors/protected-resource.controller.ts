import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { Public } from '@mesh/runtime';

import { CatalogSettings } from '../catalog-options.js';
import { originOf } from './origin-of.js';
import { protectedResource, type ProtectedResource } from './protected-resource.js';

/** Tells clients without a token where tokens come from (RFC 9728). */
@Public()
@Controller('.well-known/oauth-protected-resource')
export class ProtectedResourceController {
  constructor(@Inject(CatalogSettings) private readonly settings: CatalogSettings) {}

  @Get()
  whole(@Req() request: FastifyRequest): ProtectedResource {
    return this.of(request, '');
  }

  @Get('mcp')
  mcp(@Req() request: FastifyRequest): ProtectedResource {
    return this.of(request, '/mcp');
  }

  private of(request: FastifyRequest, path: string): ProtectedResource {
    const origin = originOf(request);
    return protectedResource(`${origin}${path}`, this.settings.issuer ?? origin);
  }
}
