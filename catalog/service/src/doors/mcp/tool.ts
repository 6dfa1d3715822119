import type { Assistant } from './assistant.js';

/** What an assistant may do, and what it has to say for it. */
export interface Tool<Input = never> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema of the arguments: an object without other members. */
  readonly input: ToolInput;
  /** Throws a MeshError, which the assistant is told. */
  run(input: Input, assistant: Assistant): Promise<Readonly<Record<string, unknown>>>;
}

/** The arguments of a tool. */
export interface ToolInput {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

/** Arguments of which some must be given. */
export const inputOf = (properties: Readonly<Record<string, object>>, required: readonly string[] = []): ToolInput => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** The argument that several tools have in common. */
export const PRODUCT_ID = {
  type: 'string',
  pattern: '^[\\w.-]{1,200}$',
  description: 'The id of a product, <domain>.<product>, as search_products gives it',
};
