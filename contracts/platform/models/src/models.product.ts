import { dataProduct, event } from '@mesh/product';
import { ModelPromoted } from './model-promoted.js';

/** Which version of each model serves, as it changes. */
export const platformModels = dataProduct('platform.models', {
  version: '1.0.0',
  title: 'Models in use',
  owner: { team: 'platform', contact: 'platform@cloudmedical.example' },
  purpose: 'Let whoever serves, watches or audits models know at once which version answers.',
  sensitivity: 'internal',
  tags: ['model', 'promotion', 'registry', 'operations'],

  ports: {
    promoted: event('promoted', {
      summary: 'An alias of a model moved to another version',
      message: ModelPromoted,
      id: 'moveId',
      key: 'model',
      at: 'movedAt',
    }),
  },

  grants: [
    { role: 'data-scientist', ports: ['promoted'], purposes: ['HRESCH', 'HOPERAT'] },
    { role: 'data-engineer', ports: ['promoted'], purposes: ['HOPERAT'] },
    { role: 'operator', ports: ['promoted'], purposes: ['HOPERAT'] },
    { role: 'auditor', ports: ['promoted'], purposes: ['HOPERAT'] },
    { role: 'domain', ports: ['promoted'], purposes: ['HOPERAT', 'HQUALIMP'] },
  ],

  promises: { availability: 0.999, freshness: '1m', retention: '7d' },
});
