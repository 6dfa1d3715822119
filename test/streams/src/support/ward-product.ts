import {
  count,
  dataProduct,
  event,
  joined,
  JoinResult,
  left,
  max,
  mean,
  min,
  right,
  stddev,
  sum,
  windowed,
  WindowResult,
} from '@mesh/product';

/** A heart rate, as a bracelet sends it. */
export class Beat {
  beatId!: string;
  person!: string;
  ward?: string | null;
  pulse?: number | null;
  takenAt!: string;
}

/** The beats of a person in a window. */
export class Summary extends WindowResult {
  person!: string;
  readings!: number;
  total!: number | null;
  middle!: number | null;
  lowest!: number | null;
  highest!: number | null;
  spread!: number | null;
}

/** The beats of a ward in a window. */
export class WardSummary extends WindowResult {
  ward!: string;
  readings!: number;
}

/** What turned out to be true, of a beat or of a person. */
export class Finding {
  findingId!: string;
  beatId?: string | null;
  person?: string | null;
  sick!: number;
  foundAt!: string;
}

/** A beat with what was found. */
export class Judged extends JoinResult {
  beatId!: string;
  person!: string;
  takenAt!: string;
  sick!: number | null;
}

const summary = { message: Summary, id: 'resultId', key: 'person', at: 'windowEnd' } as const;
const judged = { message: Judged, id: 'joinId', key: 'person', at: 'takenAt' } as const;
const figures = {
  readings: count(),
  total: sum('pulse'),
  middle: mean('pulse'),
  lowest: min('pulse'),
  highest: max('pulse'),
  spread: stddev('pulse'),
};
const beatAndFinding = {
  beatId: left('beatId'),
  person: left('person'),
  takenAt: left('takenAt'),
  sick: right('sick'),
};

/** A product of a test with each kind of processing over the same two streams. */
export const ward = dataProduct('test.ward', {
  version: '1.0.0',
  title: 'Ward',
  owner: { team: 'test', contact: 'test@cloudmedical.example' },
  purpose: 'Show each kind of processing.',
  sensitivity: 'phi',
  ports: {
    beat: event('beat', { summary: 'A beat', message: Beat, id: 'beatId', key: 'person', at: 'takenAt' }),
    strays: event('strays', { summary: 'Too late', message: Beat, id: 'beatId', key: 'person', at: 'takenAt' }),
    found: event('found', { summary: 'Found', message: Finding, id: 'findingId', key: 'findingId', at: 'foundAt' }),
    noted: event('noted', { summary: 'Noted', message: Finding, id: 'findingId', key: 'person', at: 'foundAt' }),
    hourly: event('hourly', { summary: 'An hour', ...summary }),
    sliding: event('sliding', { summary: 'An hour, each quarter', ...summary }),
    bywards: event('bywards', {
      summary: 'A ward',
      message: WardSummary,
      id: 'resultId',
      key: 'ward',
      at: 'windowEnd',
    }),
    judged: event('judged', { summary: 'Judged', ...judged }),
    noticed: event('noticed', { summary: 'Noticed', ...judged }),
  },
  processing: {
    hours: windowed({
      from: 'beat',
      key: 'person',
      size: '1h',
      lateness: '2h',
      outOfOrderness: '10m',
      idleness: '400ms',
      aggregate: figures,
      gives: 'hourly',
      late: 'strays',
    }),
    quarters: windowed({
      from: 'beat',
      key: 'person',
      at: 'takenAt',
      size: '1h',
      every: '15m',
      lateness: '2h',
      outOfOrderness: '10m',
      aggregate: figures,
      gives: 'sliding',
    }),
    wards: windowed({
      from: 'beat',
      key: 'ward',
      size: '1h',
      lateness: '10m',
      idleness: '300ms',
      aggregate: { readings: count() },
      gives: 'bywards',
    }),
    // The findings name a beat or a person, and are keyed by neither.
    truth: joined({
      left: 'beat',
      right: 'found',
      on: ['beatId', 'person'],
      within: '30d',
      // While the partitions of one topic wait for a member in the place of a killed one, others run ahead by days.
      lateness: '30d',
      select: beatAndFinding,
      gives: 'judged',
    }),
    // Both streams are keyed by the person.
    notes: joined({
      left: 'beat',
      right: 'noted',
      on: 'person',
      within: '1h',
      lateness: '10m',
      idleness: '400ms',
      select: beatAndFinding,
      gives: 'noticed',
      unmatched: 'left',
    }),
  },
  grants: [],
  promises: { availability: 0.99, freshness: '5m', retention: '1d' },
});
