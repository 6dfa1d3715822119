import { Inject, Injectable } from '@nestjs/common';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

import { MeshError } from '@mesh/product';

import type { Assistant } from './assistant.js';
import { DescribeProductTool } from './describe-product.tool.js';
import { McpErrors } from './mcp.errors.js';
import { ReadDocumentTool } from './read-document.tool.js';
import { ReadRowsTool } from './read-rows.tool.js';
import { ReadSamplesTool } from './read-samples.tool.js';
import { SearchProductsTool } from './search-products.tool.js';
import type { Tool } from './tool.js';

/** What a tool gives back. */
export interface ToolAnswer {
  readonly content: { type: 'text'; text: string }[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
}

/** A longer answer would fill the memory of an assistant. */
const MOST_CHARACTERS = 120_000;

/** Everything an assistant may do here. */
@Injectable()
export class AssistantTools {
  private readonly tools: ReadonlyMap<string, { readonly tool: Tool; readonly check: ValidateFunction }>;

  constructor(
    @Inject(SearchProductsTool) search: SearchProductsTool,
    @Inject(DescribeProductTool) describe: DescribeProductTool,
    @Inject(ReadDocumentTool) document: ReadDocumentTool,
    @Inject(ReadSamplesTool) samples: ReadSamplesTool,
    @Inject(ReadRowsTool) rows: ReadRowsTool,
  ) {
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
    const all: readonly Tool[] = [search, describe, document, samples, rows];
    this.tools = new Map(all.map((tool) => [tool.name, { tool, check: ajv.compile(tool.input) }]));
  }

  /** As `tools/list` tells them. */
  list() {
    return [...this.tools.values()].map(({ tool: { name, title, description, input } }) => ({
      name,
      title,
      description,
      inputSchema: { ...input, required: [...(input.required ?? [])] },
      annotations: { title, readOnlyHint: true, openWorldHint: false },
    }));
  }

  /** Undefined for a name that no tool has; what goes wrong within a tool is its answer. */
  async call(name: string, given: unknown, assistant: Assistant): Promise<ToolAnswer | undefined> {
    const known = this.tools.get(name);
    if (known === undefined) return undefined;
    try {
      if (!known.check(given)) throw argumentsInvalid(known.check);
      return answered(await known.tool.run(given as never, assistant));
    } catch (error) {
      if (error instanceof MeshError && error.spec.kind !== 'fault') return failed(error);
      throw error;
    }
  }
}

function answered(result: Readonly<Record<string, unknown>>): ToolAnswer {
  const text = JSON.stringify(result);
  if (text.length > MOST_CHARACTERS) throw McpErrors.ANSWER_TOO_LARGE();
  return { content: [{ type: 'text', text }], structuredContent: { ...result } };
}

/** The error as an assistant can act on it: what is wrong, and what to do. */
function failed({ code, status, spec, meta }: MeshError): ToolAnswer {
  const problem = { ...meta, code, status, title: spec.title, detail: spec.fix };
  return { content: [{ type: 'text', text: JSON.stringify(problem) }], isError: true };
}

/** Arguments came from outside: their names are told only where the schema knows them. */
function argumentsInvalid({ errors }: ValidateFunction): MeshError {
  return McpErrors.ARGUMENTS_INVALID({
    errors: (errors ?? []).map(({ instancePath, keyword, message, params }) => ({
      pointer: keyword === 'required' ? `/${String(params['missingProperty'])}` : instancePath,
      rule: keyword,
      message: message ?? keyword,
    })),
  });
}
