export { domainsIn, type Domain } from './domains-in.js';
export { loadDomain, moduleNameOf } from './load-domain.js';
export { inPlaceOrder, promisedPlaceOf } from './places.js';
export { DomainErrors } from './workspace.errors.js';
