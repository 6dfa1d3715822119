import type { DescribedField, DescribedPort, ProductDescription } from '@mesh/events';

import { CLINICAL_FIELDS } from './clinical-fields.js';
import { Seeded } from './seeded.js';
import { ZipfWords } from './zipf-words.js';

/** Words of the invented language. */
const VOCABULARY = 20_000;
/** How many of a hundred products speak of patients: the very frequent word. */
const FREQUENT_PERCENT = 60;

const DOMAINS =
  'cardiology radiology oncology neurology epidemiology logistics pharmacy laboratory emergency surgery maternity psychiatry'.split(
    ' ',
  );
const SUBJECTS =
  'risk stock bed vital sign referral discharge medication imaging infection triage rehabilitation screening'.split(
    ' ',
  );
const FORMS = 'registry forecast stream history alerts cohort index monitor scores summary'.split(' ');
const TAGS =
  'prediction bracelet screening quality realtime research intensive outpatient child geriatric billing supply'.split(
    ' ',
  );
const FRESHNESS = ['30s', '5m', '1h', '1d', '7d'];
const PLAIN: readonly DescribedField[] = [
  { name: 'subjectId', type: 'string', description: 'Pseudonym of the person', phi: true },
  { name: 'recordedAt', type: 'string', description: 'When it was recorded', phi: false },
  { name: 'site', type: 'string', description: 'Where it was recorded', phi: false },
];

/** Plausible products by the hundred thousand; the same seed gives the same ones. */
export class SyntheticProducts {
  private readonly seeded: Seeded;
  private readonly words: ZipfWords;

  constructor(seed: number) {
    this.seeded = new Seeded(seed);
    this.words = new ZipfWords(VOCABULARY, this.seeded);
  }

  /** The word of this rank, from 0 for the most frequent of the invented ones. */
  word(rank: number): string {
    return this.words.at(rank);
  }

  /** The product of this number; ask for each number once, in order. */
  next(number: number): ProductDescription {
    const { seeded } = this;
    const domain = seeded.one(DOMAINS);
    const [subject, form, word] = [seeded.one(SUBJECTS), seeded.one(FORMS), this.words.next()];
    const name = `${subject}-${form}-${word}-${number}`;
    const about = seeded.some(CLINICAL_FIELDS, seeded.between(4, 14));
    const frequent = seeded.between(1, 100) <= FREQUENT_PERCENT ? 'For every patient. ' : '';
    const team = `${domain}-${seeded.between(1, 8)}`;
    return {
      id: `${domain}.${name}`,
      urn: `urn:mesh:${domain}:${name}`,
      domain,
      name,
      title: `${capital(subject)} ${form} ${word}`,
      version: `${seeded.between(1, 4)}.${seeded.between(0, 9)}.0`,
      owner: { team, contact: `${team}@hospital.example` },
      purpose: `${frequent}${this.sentence(8)}`,
      description: `${this.sentence(14)} ${this.sentence(12)}`,
      sensitivity: seeded.one(['phi', 'phi', 'restricted', 'internal', 'public']),
      lifecycle: seeded.one([
        'active',
        'active',
        'active',
        'active',
        'active',
        'active',
        'draft',
        'deprecated',
        'retired',
      ]),
      tags: seeded.some(TAGS, seeded.between(1, 4)),
      terms: [...new Map(about.map(({ term }) => [term.id, term])).values()],
      ports: this.ports(
        domain,
        name,
        about.map(({ field }) => field),
      ),
      models: [],
      inputs: [],
      promises: { availability: 0.99, freshness: seeded.one(FRESHNESS) },
      grants: [],
    };
  }

  private ports(domain: string, name: string, fields: readonly DescribedField[]): DescribedPort[] {
    const urn = (port: string) => `urn:mesh:${domain}:${name}:${port}`;
    const half = Math.ceil(fields.length / 2);
    const ports: DescribedPort[] = [
      {
        name: 'rows',
        urn: urn('rows'),
        kind: 'dataset',
        path: `/${name}/v1/rows`,
        summary: this.sentence(6),
        fields: [...PLAIN, ...fields],
      },
      {
        name: 'changed',
        urn: urn('changed'),
        kind: 'event',
        topic: `${domain}.${name}.changed.v1`,
        summary: this.sentence(6),
        fields: [...PLAIN, ...fields.slice(0, half)],
      },
      {
        name: 'scores',
        urn: urn('scores'),
        kind: 'rest',
        method: 'POST',
        path: `/${name}/v1/scores`,
        summary: this.sentence(6),
        fields: fields.slice(half),
      },
    ];
    return this.seeded.some(ports, this.seeded.between(1, 3));
  }

  private sentence(length: number): string {
    return `${capital(Array.from({ length }, () => this.words.next()).join(' '))}.`;
  }
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
