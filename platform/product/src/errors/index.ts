export { defineErrors, type ErrorDefinition } from './define-errors.js';
export {
  ERROR_KINDS,
  MeshError,
  type ErrorKind,
  type ErrorMeta,
  type ErrorSpec,
  type FieldError,
} from './mesh-error.js';
