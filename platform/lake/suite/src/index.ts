export { describeLake, type LakeUnderTest } from './describe-lake.js';
export { filesBelow } from './files-below.js';
export { traceOf } from './trace-of.js';
