export { LocalLake, type LocalLakeSettings } from './local-lake.js';
