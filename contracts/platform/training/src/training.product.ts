import { dataProduct, event } from '@mesh/product';
import { TrainingReported } from './training-reported.js';
import { TrainingRequested } from './training-requested.js';

/** Every training of every model of the mesh: who asked for it, and what became of it. */
export const platformTraining = dataProduct('platform.training', {
  version: '1.0.0',
  title: 'Trainings',
  owner: { team: 'platform', contact: 'platform@cloudmedical.example' },
  purpose: 'Let whoever depends on models know when they are trained, why, and with which outcome.',
  limitations:
    'Rows that somebody sent along with a request are data about people as that person had them: they are shown to nobody through this product.',
  sensitivity: 'phi',
  tags: ['model', 'training', 'schedule', 'operations'],

  ports: {
    requested: event('requested', {
      summary: 'A training was asked for',
      message: TrainingRequested,
      id: 'runId',
      key: 'runId',
      at: 'requestedAt',
    }),
    reported: event('reported', {
      summary: 'A training began, went on, completed or failed',
      message: TrainingReported,
      id: 'reportId',
      key: 'runId',
      at: 'reportedAt',
    }),
  },

  grants: [
    { role: 'data-scientist', ports: ['requested', 'reported'], purposes: ['HRESCH', 'HOPERAT'] },
    { role: 'data-engineer', ports: ['requested', 'reported'], purposes: ['HOPERAT'] },
    { role: 'operator', ports: ['requested', 'reported'], purposes: ['HOPERAT'] },
    { role: 'auditor', ports: ['requested', 'reported'], purposes: ['HOPERAT'] },
    { role: 'domain', ports: ['requested', 'reported'], purposes: ['HOPERAT', 'HQUALIMP'] },
  ],

  promises: { availability: 0.999, freshness: '1m', retention: '7d' },
});
