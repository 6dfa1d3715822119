import { objectOf, textOf, type JsonObject } from '../json.js';

/** The methods of a path. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The port that an operation serves, by its URN; undefined for what the runtime serves beside the ports. */
export const portOfOperation = (operation: JsonObject): string | undefined =>
  textOf(operation['x-mesh-port'])?.split(':').at(-1);

/** The operations of all paths, by what names them: the port, or method and path; so too the second of a port. */
export function operationsByName(paths: unknown): JsonObject {
  const named = new Map<string, JsonObject>();
  for (const [path, item] of Object.entries(objectOf(paths))) {
    const { parameters, servers, ...operations } = objectOf(item);
    for (const method of METHODS.filter((candidate) => candidate in operations)) {
      const operation = objectOf(operations[method]);
      const port = portOfOperation(operation);
      const name = port === undefined || named.has(port) ? `${method.toUpperCase()} ${path}` : port;
      named.set(name, {
        ...operation,
        address: { method, path },
        'path-parameters': parameters,
        'path-servers': servers,
      });
    }
  }
  return Object.fromEntries(named);
}
