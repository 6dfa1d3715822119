export { AdlsDouble, type AdlsDoubleSettings, type Seen } from './adls-double.js';
export type { Call } from './call.js';
export type { EntraApplication } from './entra.js';
export type { Fault } from './faults.js';
export type { Operation } from './operation.js';
