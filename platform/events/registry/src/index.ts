export { SchemaRegistryModule } from './schema-registry.module.js';
export { SchemaErrors } from './schema.errors.js';
