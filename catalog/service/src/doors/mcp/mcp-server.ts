import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';

import { MeshError } from '@mesh/product';

import type { Assistant } from './assistant.js';
import type { AssistantResources } from './assistant-resources.js';
import type { AssistantTools } from './assistant-tools.js';

/** Code of a resource that is not there (Model Context Protocol, resources). */
const RESOURCE_NOT_FOUND = -32_002;

const INSTRUCTIONS =
  'Finds and reads data products of a healthcare data mesh. Begin with search_products; read the contract of a product before its rows; rows come with the rights of the caller and need a purpose of use.';

/** A server for one request of one caller: it keeps nothing between requests. */
export function mcpServer(
  { tools, resources }: { readonly tools: AssistantTools; readonly resources: AssistantResources },
  assistant: Assistant,
): Server {
  const server = new Server(
    { name: 'cloudmedical-mesh', title: 'CloudMedical mesh', version: '1.0.0' },
    { capabilities: { tools: {}, resources: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.list() }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const answer = await tools.call(params.name, params.arguments ?? {}, assistant);
    if (answer === undefined) throw new McpError(ErrorCode.InvalidParams, 'There is no tool of this name');
    return { ...answer };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: resources.templates() }));
  server.setRequestHandler(ListResourcesRequestSchema, ({ params }) => resources.list(params?.cursor));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params }) => {
    const found = await resources.read(params.uri).catch((error: unknown) => {
      if (error instanceof MeshError && error.spec.kind === 'missing') return undefined;
      throw error;
    });
    if (found === undefined) throw new McpError(RESOURCE_NOT_FOUND, 'There is no such resource');
    return found;
  });
  return server;
}
