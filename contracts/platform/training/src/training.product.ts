import { dataProduct, event } from '@mesh/product';
import { TrainingCancelled } from './training-cancelled.js';
import { TrainingLogged } from './training-logged.js';
import { TrainingOffered } from './training-offered.js';
import { TrainingReported } from './training-reported.js';
import { TrainingRequested } from './training-requested.js';

/** Every training of every model of the mesh: who asked for it, and what became of it. */
export const platformTraining = dataProduct('platform.training', {
  version: '1.0.0',
  title: 'Trainings',
  owner: { team: 'platform', contact: 'platform@cloudmedical.example' },
  purpose: 'Let whoever depends on models know when they are trained, why, and with which outcome.',
  limitations:
    'Rows that somebody sent along with a request are data about people as that person had them: they are shown to nobody through this product. What a recipe prints is free text: it is shown to those who answer for recipes.',
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
    cancelled: event('cancelled', {
      summary: 'A training is no longer wanted',
      message: TrainingCancelled,
      id: 'cancellationId',
      key: 'runId',
      at: 'cancelledAt',
    }),
    logged: event('logged', {
      summary: 'A recipe said something while it trained',
      message: TrainingLogged,
      id: 'logId',
      key: 'runId',
      at: 'loggedAt',
    }),
    offered: event('offered', {
      summary: 'A service trains a model with these recipes',
      message: TrainingOffered,
      id: 'offerId',
      key: 'model',
      at: 'offeredAt',
    }),
  },

  grants: [
    { role: 'data-scientist', ports: ['requested', 'reported', 'cancelled', 'offered'], purposes: ['HRESCH'] },
    { role: 'data-engineer', ports: ['requested', 'reported', 'cancelled', 'offered'], purposes: ['HOPERAT'] },
    { role: 'operator', ports: ['requested', 'reported', 'cancelled', 'offered'], purposes: ['HSYSADMIN'] },
    { role: 'auditor', ports: ['requested', 'reported', 'cancelled', 'offered'], purposes: ['HOPERAT'] },
    { role: 'domain', ports: ['requested', 'reported', 'cancelled', 'offered'], purposes: ['HOPERAT', 'HQUALIMP'] },
    // The same people as may read the log of a run.
    { role: 'data-scientist', ports: ['logged'], purposes: ['HRESCH'], reveals: ['phi'] },
    { role: 'data-engineer', ports: ['logged'], purposes: ['HOPERAT'], reveals: ['phi'] },
    { role: 'operator', ports: ['logged'], purposes: ['HSYSADMIN'], reveals: ['phi'] },
    { role: 'auditor', ports: ['logged'], purposes: ['HOPERAT'], reveals: ['phi'] },
    { role: 'domain', ports: ['logged'], purposes: ['HOPERAT'], reveals: ['phi'] },
  ],

  promises: { availability: 0.999, freshness: '1m', retention: '7d' },
});
