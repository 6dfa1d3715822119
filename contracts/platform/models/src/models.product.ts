import { dataProduct, event } from '@mesh/product';
import { ArmsReported } from './arms-reported.js';
import { ModelPromoted } from './model-promoted.js';
import { RolloutChanged } from './rollout-changed.js';

/** Which version of each model serves, as it changes, and how those fare that are tried beside it. */
export const platformModels = dataProduct('platform.models', {
  version: '1.0.0',
  title: 'Models in use',
  owner: { team: 'platform', contact: 'platform@cloudmedical.example' },
  purpose: 'Let whoever serves, watches or audits models know at once which version answers.',
  sensitivity: 'internal',
  tags: ['model', 'promotion', 'rollout', 'registry', 'operations'],

  ports: {
    promoted: event('promoted', {
      summary: 'An alias of a model moved to another version',
      message: ModelPromoted,
      id: 'moveId',
      key: 'model',
      at: 'movedAt',
    }),
    rollout: event('rollout', {
      summary: 'A rollout began, went on or ended',
      message: RolloutChanged,
      id: 'changeId',
      key: 'model',
      at: 'changedAt',
    }),
    arms: event('arms', {
      summary: 'A serving process counted what the arms of a trial did',
      message: ArmsReported,
      id: 'reportId',
      key: 'model',
      at: 'reportedAt',
    }),
  },

  grants: [
    { role: 'data-scientist', ports: ['promoted', 'rollout', 'arms'], purposes: ['HRESCH'] },
    { role: 'data-engineer', ports: ['promoted', 'rollout', 'arms'], purposes: ['HOPERAT'] },
    { role: 'operator', ports: ['promoted', 'rollout', 'arms'], purposes: ['HSYSADMIN'] },
    { role: 'auditor', ports: ['promoted', 'rollout', 'arms'], purposes: ['HOPERAT'] },
    { role: 'domain', ports: ['promoted', 'rollout', 'arms'], purposes: ['HOPERAT', 'HQUALIMP'] },
  ],

  promises: { availability: 0.999, freshness: '1m', retention: '7d' },
});
