import { dataProduct, event } from '@mesh/product';
import { ModelStanding } from './model-standing.js';
import { RuleActed } from './rule-acted.js';

/** How the models in use do in practice, and what followed from it by rule. */
export const platformEvaluation = dataProduct('platform.evaluation', {
  version: '1.0.0',
  title: 'Models in practice',
  owner: { team: 'platform', contact: 'platform@cloudmedical.example' },
  purpose:
    'Let whoever relies on a model know how well it does now, and when a rule alerts, retrains, rolls back or stops.',
  limitations: 'Figures stand on outcomes that were told; where outcomes come late, so do they.',
  sensitivity: 'internal',
  tags: ['model', 'evaluation', 'accuracy', 'drift', 'alert', 'operations'],

  ports: {
    standing: event('standing', {
      summary: 'How the champion of a model stands',
      message: ModelStanding,
      id: 'standingId',
      key: 'model',
      at: 'at',
      keeps: 'latest',
    }),
    acted: event('acted', {
      summary: 'A rule about a model was set off, or came back',
      message: RuleActed,
      id: 'actionId',
      key: 'model',
      at: 'at',
    }),
  },

  grants: [
    { role: 'data-scientist', ports: ['standing', 'acted'], purposes: ['HRESCH'] },
    { role: 'data-engineer', ports: ['standing', 'acted'], purposes: ['HOPERAT'] },
    { role: 'operator', ports: ['standing', 'acted'], purposes: ['HSYSADMIN'] },
    { role: 'auditor', ports: ['standing', 'acted'], purposes: ['HOPERAT'] },
    { role: 'domain', ports: ['standing', 'acted'], purposes: ['HOPERAT', 'HQUALIMP'] },
  ],

  promises: { availability: 0.999, freshness: '1m', retention: '7d' },
});
