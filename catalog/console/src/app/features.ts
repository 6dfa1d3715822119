import type { Feature } from './feature.js';
import { access } from '../features/access/index.js';
import { audit } from '../features/audit/index.js';
import { erasures } from '../features/erasures/index.js';
import { events } from '../features/events/index.js';
import { glossary } from '../features/glossary/index.js';
import { home } from '../features/home/index.js';
import { lineage } from '../features/lineage/index.js';
import { models } from '../features/models/index.js';
import { product } from '../features/product/index.js';
import { search } from '../features/search/index.js';
import { tryIt } from '../features/try-it/index.js';

/** Everything the console consists of. */
export const features: readonly Feature[] = [
  home,
  search,
  glossary,
  product,
  tryIt,
  lineage,
  models,
  events,
  access,
  erasures,
  audit,
];
