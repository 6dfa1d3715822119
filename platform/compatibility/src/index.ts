export { breaks, type Change, type Direction, type Hurt, type Step } from './change.js';
export { compare, type Comparison } from './compare.js';
export { breakagesOf, type Breakage, type Consumer } from './consumers/breakage.js';
export { declaredConsumers, productId } from './consumers/declared-consumers.js';
export { CompatibilityErrors } from './compatibility.errors.js';
export { readDocuments, type Documents, type DocumentTexts } from './reading/documents.js';
export { judge, type Effect, type Judgement } from './effect.js';
export { declaredVersion } from './reading/major.js';
export { compareSchemas } from './schema/compare-schemas.js';
export {
  compareVersions,
  nextVersion,
  parseVersion,
  versionText,
  type SemanticVersion,
} from './version/semantic-version.js';
export { verdictOn, type Verdict } from './version/verdict.js';
