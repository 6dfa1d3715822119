export { describeLake, type LakeUnderTest } from './describe-lake.js';
