export { ModelPromoted } from './model-promoted.js';
export { platformModels } from './models.product.js';
