export { domain, type DomainOptions } from './domain/domain.js';
export { port, type PortOptions } from './port/port.js';
export { product, type ProductOptions } from './product/product.js';
