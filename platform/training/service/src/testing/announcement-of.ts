import type { Announcement } from '@mesh/events';

/** A product with nothing but models, as its service announces it. */
export const announcementOf = (
  id: string,
  models: readonly string[],
  state: Announcement['state'] = 'alive',
): Announcement => ({
  state,
  instance: 'one',
  at: new Date().toISOString(),
  address: 'http://127.0.0.1:4001',
  product: {
    id,
    urn: `urn:mesh:${id.replace('.', ':')}`,
    domain: id.split('.')[0]!,
    name: id.split('.')[1]!,
    title: id,
    version: '1.0.0',
    owner: { team: 'team', contact: 'team@cloudmedical.example' },
    purpose: '',
    description: '',
    sensitivity: 'phi',
    tags: [],
    ports: [],
    models: models.map((name) => ({ name, features: ['age'] })),
    inputs: [],
    promises: {},
    grants: [],
  },
});
