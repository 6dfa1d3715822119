import { Body, Controller, Delete, Get, HttpStatus, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

import { AllowCallers, continueTrace, Public } from '@mesh/runtime';

import { CatalogSettings } from '../../catalog-options.js';
import { isOwnPage, originOf } from '../origin-of.js';
import { AssistantResources } from './assistant-resources.js';
import { AssistantTools } from './assistant-tools.js';
import { McpProblems } from './mcp-problems.js';
import { mcpServer } from './mcp-server.js';
import { McpErrors } from './mcp.errors.js';

/** The door for assistants: Model Context Protocol over Streamable HTTP, one request at a time, without sessions. */
@Controller('mcp')
@UseFilters(McpProblems)
export class McpController {
  constructor(
    @Inject(AssistantTools) private readonly tools: AssistantTools,
    @Inject(AssistantResources) private readonly resources: AssistantResources,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
  ) {}

  @AllowCallers()
  @Post()
  async talk(@Req() request: FastifyRequest, @Body() message: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { origin, authorization = '', 'mesh-purpose': purpose, traceparent } = request.headers;
    if (origin !== undefined && !isOwnPage(origin, request, this.settings.issuer)) throw McpErrors.ORIGIN_FOREIGN();
    const trace = continueTrace(typeof traceparent === 'string' ? traceparent : undefined);
    const server = mcpServer(
      { tools: this.tools, resources: this.resources },
      {
        authorization,
        traceparent: trace.traceparent,
        ...(typeof purpose === 'string' && { purpose }),
      },
    );
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport as Transport);
    try {
      const answer = await transport.handleRequest(asked(request), { parsedBody: message });
      const type = answer.headers.get('content-type');
      if (type !== null) void reply.header('content-type', type);
      void reply
        .status(answer.status)
        .header('cache-control', 'no-store')
        .send(await answer.text());
    } finally {
      await server.close();
    }
  }

  /** There is nothing to listen to and no session to end (Streamable HTTP: 405). */
  @Public()
  @Get()
  listen(@Res() reply: FastifyReply): void {
    refuse(reply);
  }

  /** As to listening. */
  @Public()
  @Delete()
  end(@Res() reply: FastifyReply): void {
    refuse(reply);
  }
}

const refuse = (reply: FastifyReply): void =>
  void reply.status(HttpStatus.METHOD_NOT_ALLOWED).header('allow', 'POST').send();

/** The request as the transport reads it: its body was read before. */
function asked(request: FastifyRequest): Request {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
  return new Request(`${originOf(request)}/mcp`, { method: 'POST', headers });
}
