import type { Provider, Type } from '@nestjs/common';

import { ApiCatalogController } from './api-catalog.controller.js';
import { DcatController } from './dcat/dcat.controller.js';
import { DoorProducts } from './door-products.js';
import { AssistantResources } from './mcp/assistant-resources.js';
import { AssistantTools } from './mcp/assistant-tools.js';
import { DescribeProductTool } from './mcp/describe-product.tool.js';
import { McpController } from './mcp/mcp.controller.js';
import { ReadDocumentTool } from './mcp/read-document.tool.js';
import { ReadRowsTool } from './mcp/read-rows.tool.js';
import { ReadSamplesTool } from './mcp/read-samples.tool.js';
import { SearchProductsTool } from './mcp/search-products.tool.js';
import { ProtectedResourceController } from './protected-resource.controller.js';

/** What the standard doors are made of. */
export const DOOR_PROVIDERS: readonly Provider[] = [
  DoorProducts,
  SearchProductsTool,
  DescribeProductTool,
  ReadDocumentTool,
  ReadSamplesTool,
  ReadRowsTool,
  AssistantTools,
  AssistantResources,
];

/** The standard doors: for programs, for other catalogs, for assistants. */
export const DOOR_CONTROLLERS: readonly Type[] = [
  ApiCatalogController,
  DcatController,
  ProtectedResourceController,
  McpController,
];
