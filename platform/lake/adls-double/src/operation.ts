import { header, type Call } from './call.js';
import { StorageError } from './storage-error.js';

/** The operations of the service that the double knows. */
export type Operation = 'create' | 'rename' | 'append' | 'flush' | 'delete' | 'list' | 'read' | 'properties' | 'lease';

/** Operations of the blob endpoint, whose errors are XML. */
export const BLOB_OPERATIONS: ReadonlySet<Operation> = new Set(['read', 'properties', 'lease']);

/** Which operation a request asks for. */
export function operationOf(call: Call): Operation {
  const { method, query, path } = call;
  if (method === 'PUT' && query.get('comp') === 'lease') return 'lease';
  if (method === 'PUT') return header(call, 'x-ms-rename-source') === undefined ? 'create' : 'rename';
  if (method === 'DELETE' && path !== '') return 'delete';
  if (method === 'GET' && path === '' && query.get('resource') === 'filesystem') return 'list';
  if (method === 'GET' && path !== '') return 'read';
  if (method === 'HEAD' && path !== '') return 'properties';
  if (method !== 'PATCH') throw new StorageError('UnsupportedHttpVerb');
  const action = query.get('action');
  if (action === 'append' || action === 'flush') return action;
  throw new StorageError(action === null ? 'MissingRequiredQueryParameter' : 'InvalidQueryParameterValue');
}
