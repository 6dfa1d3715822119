import { defineErrors } from '@mesh/product';

/** What can be wrong with what an assistant asks for. */
export const McpErrors = defineErrors('MCP', {
  ARGUMENTS_INVALID: {
    kind: 'invalid',
    title: 'The arguments of the tool are not valid',
    fix: 'Correct the arguments named in errors; tools/list gives the schema.',
  },
  PORT_WITHOUT_ROWS: {
    kind: 'missing',
    title: 'The product has no dataset of this name that answers at the moment',
    fix: 'Take the name of a port of kind dataset from describe_product; if the product is away, try again later.',
  },
  PORT_SILENT: {
    kind: 'unavailable',
    title: 'The port of the product did not answer in time',
    fix: 'Try again, or ask for fewer rows or columns.',
  },
  PORT_REFUSED: {
    kind: 'forbidden',
    title: 'The port refused the call',
    fix: 'Ask the owner of the product.',
  },
  ANSWER_TOO_LARGE: {
    kind: 'invalid',
    title: 'The answer is too large for an assistant',
    fix: 'Ask for fewer rows or columns.',
  },
  ORIGIN_FOREIGN: {
    kind: 'forbidden',
    title: 'Pages of other origins may not speak to this endpoint',
    fix: 'Call it from a program, or from a page of this origin.',
  },
});
