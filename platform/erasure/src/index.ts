export { erasurePath, type Erasure, type ErasurePage, type ErasurePart } from './erasure.js';
export { PRIVACY_OFFICER } from './erasure-desk.js';
export { ErasureErrors } from './erasure.errors.js';
export { ErasureModule } from './erasure.module.js';
