export * from './cardiology.js';
export { glossary } from './glossary.js';
export * from './laboratory.js';
export * from './mesh.js';
export * from './people.js';
export * from './vital-signs.js';
