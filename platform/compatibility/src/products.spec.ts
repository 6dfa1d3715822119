import { describeCases } from './testing/describe-cases.js';
import { product, promise, rowsOf } from './testing/edits.js';
import { basePlan } from './testing/plan.js';

const broken = rowsOf({ direction: 'both', hurts: 'both', deserves: 'major' });
const fine = rowsOf({ direction: 'both', hurts: 'nobody', deserves: 'minor' });
const worded = rowsOf({ direction: 'both', hurts: 'nobody', deserves: 'patch' });

const { owner, promises } = basePlan().spec;
const { latencyP99: _, ...unhurried } = promises;

describeCases('given the promises of a product', [
  broken('availability falls', promise({ availability: 0.99 }), 'availability-weakened'),
  fine('availability rises', promise({ availability: 0.9999 }), 'availability-strengthened'),
  broken('answers take longer', promise({ latencyP99: '50ms' }), 'response-time-weakened'),
  fine('answers come sooner', promise({ latencyP99: '10ms' }), 'response-time-strengthened'),
  broken('a response time is not promised any more', product({ promises: unhurried }), 'response-time-withdrawn'),
  fine('a response time is promised', product({ promises }), 'response-time-promised', {
    released: product({ promises: unhurried }),
  }),
  broken('data gets older', promise({ freshness: '1h' }), 'freshness-weakened'),
  fine('data gets fresher, in another unit', promise({ freshness: '60s' }), 'freshness-strengthened'),
  worded('the same freshness is written in another unit', promise({ freshness: '300s' }), 'freshness-worded'),
  broken('data is kept for a shorter time', promise({ retention: '5y' }), 'retention-weakened'),
  fine('data is kept for longer', promise({ retention: '10y' }), 'retention-strengthened'),
]);

const END = {
  since: '1.2.0',
  announced: '2026-01-01',
  sunset: '2026-12-31',
  replacement: 'cardiology.rhythm',
} as const;
const ending = product({ deprecated: END });
const sooner = product({ deprecated: { ...END, sunset: '2026-06-30' } });
const everywhere = { alsoBreaks: ['scores', 'scored', 'history', 'cases'] };

describeCases('given a product', [
  worded('another team keeps it', product({ owner: { ...owner, team: 'rhythm' } }), 'owner-changed'),
  worded(
    'the contact is another',
    product({ owner: { ...owner, contact: 'pulse@cloudmedical.example' } }),
    'contact-changed',
  ),
  worded('the title is another', product({ title: 'Heart rate' }), 'title-worded'),
  fine('the purpose is another', product({ purpose: 'Follow the rhythm of a person.' }), 'purpose-changed'),
  fine('the limitations are others', product({ limitations: 'Not for children or athletes.' }), 'limitations-changed'),
  worded('a tag is added', product({ tags: ['heart', 'pulse'] }), 'tag-added'),
  worded('a tag is removed', product({ tags: [] }), 'tag-removed'),
  broken('it is to be treated with more care', product({ sensitivity: 'phi' }), 'sensitivity-raised', {
    released: product({ sensitivity: 'internal' }),
  }),
  fine('it is to be treated with less care', product({ sensitivity: 'internal' }), 'sensitivity-lowered'),
  fine('a draft becomes active', product({ status: 'active' }), 'status-changed', {
    released: product({ status: 'draft' }),
  }),
  broken('it goes back to a draft', product({ status: 'draft' }), 'product-back-to-draft'),
  broken('it is retired', product({ status: 'retired' }), 'product-retired'),
  fine('its end is announced', ending, 'deprecation-announced'),
  broken('its end comes sooner', sooner, 'sunset-earlier', { released: ending, ...everywhere }),
  broken('it moves to a new major', product({ version: '2.0.0' }), 'major-moved-without-end'),
  broken('it moves to a new major, as was announced', product({ version: '2.0.0' }), 'major-moved', {
    released: ending,
  }),
]);
