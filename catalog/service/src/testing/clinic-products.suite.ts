import { randomUUID } from 'node:crypto';

import {
  CATALOG_ANNOUNCED_TOPIC,
  type Announcement,
  type DescribedField,
  type NewEvent,
  type ProductDescription,
} from '@mesh/events';

const heartRate = {
  id: 'heart-rate',
  title: 'Heart rate',
  definition: 'Beats of the heart in a minute',
  synonyms: ['pulse'],
  codes: [{ system: 'LOINC', code: '8867-4' }],
};

const field = (name: string, given: Partial<DescribedField> = {}): DescribedField => ({
  name,
  type: 'number',
  phi: false,
  ...given,
});

const thalach = field('thalach', {
  description: 'Highest under exercise',
  unit: '/min',
  codes: heartRate.codes,
  term: 'heart-rate',
});

/** A product that says nothing but what is given. */
export function product(id: string, given: Partial<ProductDescription> = {}): ProductDescription {
  const [domain = '', name = ''] = id.split('.');
  return {
    id,
    urn: `urn:mesh:${domain}:${name}`,
    domain,
    name,
    title: name,
    version: '1.0.0',
    owner: { team: domain, contact: `${domain}@hospital.example` },
    purpose: 'Nothing of note',
    description: '',
    sensitivity: 'internal',
    tags: [],
    ports: [],
    models: [],
    inputs: [],
    promises: {},
    grants: [],
    ...given,
  };
}

const rows = (fields: readonly DescribedField[]): ProductDescription['ports'] => [
  { name: 'rows', urn: 'urn:mesh:a:b:rows', kind: 'dataset', summary: 'All of them', fields, refresh: '5m' },
];

/** Products of a clinic, each with something of its own to be found by. */
export const PRODUCTS = [
  product('cardiology.exercise', {
    title: 'Exercise tests',
    tags: ['treadmill'],
    sensitivity: 'phi',
    terms: [heartRate],
    ports: rows([
      thalach,
      field('restingBloodPressure', { unit: 'mm[Hg]', codes: [{ system: 'ICD', code: 'I21.9' }] }),
    ]),
    promises: { freshness: '30s' },
  }),
  product('cardiology.rehab', { title: 'Rehabilitation plans', purpose: 'Get people running after an operation' }),
  product('logistics.beds', {
    title: 'Free beds',
    purpose: 'Where the next patient can lie',
    owner: { team: 'wards', contact: 'w@h.example' },
  }),
  product('logistics.transfers', {
    title: 'Patient transfers',
    purpose: 'Moves between wards',
  }),
  product('immunology.dryness', { title: 'Sjögren cohort', purpose: 'Hospitalisation of the dry-eyed' }),
  product('radiology.scans', { title: 'Scan archive', purpose: 'Tomography of every kind' }),
  product('radiology.old-scans', {
    title: 'Scan archive',
    purpose: 'Tomography of every kind',
    deprecation: { since: '1.0.0', announced: '2026-01-01', sunset: '2027-01-01', replacement: 'radiology.scans' },
  }),
  product('radiology.first-scans', {
    title: 'Scan archive',
    purpose: 'Tomography of every kind',
    lifecycle: 'retired',
  }),
  product('laboratory.panel', {
    title: 'Panel',
    ports: rows(Array.from({ length: 12 }, (_, n) => field(`value${n}`, { description: `Lactate after ${n} hours` }))),
  }),
  product('laboratory.study', { title: 'Study of lactate in people who run' }),
  product('surgery.one', { title: 'Theatre times', purpose: 'When the theatre is free' }),
  product('surgery.two', { title: 'Theatre times', purpose: 'When the theatre is free' }),
  product('security.markup', {
    title: '<b>Bold</b> *claims*',
    purpose: '<script>alert("lymph")</script> & *lymph* nodes',
  }),
];

/** What a service says when it starts to serve the product. */
export function startOf(one: ProductDescription): NewEvent {
  const at = new Date().toISOString();
  const data: Announcement = { state: 'started', instance: 'one', at, address: 'http://127.0.0.1:1', product: one };
  return { id: randomUUID(), source: 'urn:test', type: CATALOG_ANNOUNCED_TOPIC, time: at, key: one.id, data };
}
