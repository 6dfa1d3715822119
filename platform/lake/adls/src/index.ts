export { adlsAddress, type AdlsAddress } from './adls-address.js';
export type { AdlsCredential } from './adls-credential.js';
export { AdlsLake, SMALLEST_CACHE_BYTES, type AdlsLakeSettings } from './adls-lake.js';
export { entraCredential, type ClientSecret } from './entra-credential.js';
