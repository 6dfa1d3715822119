import type { EventLog, LoggedEvent } from '@mesh/events';
import type { Dataset, Selection } from '@mesh/lake';
import { accepts, dataProduct, dataset, event, IsInstant, Phi } from '@mesh/product';
import { IsString } from 'class-validator';
import type { DatasetEdge } from './dataset-edge.js';
import { findersOf } from './finders.js';
import { toServed } from './served-product.js';

class Noted {
  @IsString()
  noteId!: string;

  @Phi()
  @IsString()
  person!: string;

  @IsInstant()
  notedAt!: string;
}

class Told {
  @IsString()
  noteId!: string;

  @IsInstant()
  notedAt!: string;
}

const note = { message: Noted, id: 'noteId', key: 'person', at: 'notedAt' } as const;
const served = toServed(
  dataProduct('clinic.notes', {
    version: '1.0.0',
    title: 'Notes',
    owner: { team: 'clinic', contact: 'clinic@cloudmedical.example' },
    purpose: 'Remember.',
    sensitivity: 'phi',
    inputs: { sent: accepts('sent', { summary: 'A note came', ...note }) },
    ports: {
      noted: event('noted', { summary: 'A note was taken', ...note }),
      told: event('told', { summary: 'A note was told', message: Told, id: 'noteId', key: 'noteId', at: 'notedAt' }),
      notes: dataset('notes', {
        summary: 'Notes',
        row: Noted,
        key: 'noteId',
        partitionBy: 'notedAt',
        lands: 'noted',
        refresh: '5m',
      }),
      tellings: dataset('tellings', {
        summary: 'Tellings, with less in them',
        row: Noted,
        key: 'noteId',
        partitionBy: 'notedAt',
        lands: 'told',
        refresh: '5m',
      }),
    },
    grants: [],
    promises: { availability: 0.99, latencyP99: '1s', freshness: '5m', retention: '1y' },
  }),
);

const AT = Date.parse('2026-03-01T08:00:00Z');
const idOf = (ms: number): string => {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000001`;
};
const ID = idOf(AT);
const NOTE: Noted = { noteId: ID, person: 'p-1', notedAt: '2026-03-01T08:00:00Z' };

describe('given a product that wants back what it published', () => {
  let asked: Selection[];
  let logged: Noted | undefined;
  let forgotten: boolean;
  let rows: (selection: Selection) => readonly Noted[];

  const log = {
    find: async () => logged && ({ data: logged } as unknown as LoggedEvent),
    isForgotten: () => forgotten,
  } as Partial<EventLog> as EventLog;
  const edge = {
    dataset: {
      settings: { dayOf: 'notedAt' },
      page: async (selection: Selection) => {
        asked.push(selection);
        return { rows: rows(selection) };
      },
    } as unknown as Dataset,
  } as DatasetEdge;
  const find = findersOf(served, { log, datasets: new Map(['notes', 'tellings'].map((name) => [name, edge])) });

  beforeEach(() => {
    asked = [];
    logged = undefined;
    forgotten = false;
    rows = () => [];
  });

  it('finds it in the log without asking the lake', async () => {
    logged = NOTE;
    expect(await find['noted']?.(ID)).toEqual(NOTE);
    expect(asked).toEqual([]);
  });

  it('finds nothing of somebody who was forgotten, whatever the lake still has', async () => {
    [logged, forgotten] = [NOTE, true];
    rows = () => [NOTE];
    expect(await find['noted']?.(ID)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('finds it in the lake near the time of its id once the log has forgotten it', async () => {
    rows = () => [NOTE];
    expect(await find['noted']?.(ID)).toEqual(NOTE);
    const window = { from: '2026-03-01T07:59:00.000Z', to: '2026-03-01T08:01:00.000Z' };
    expect(asked).toEqual([{ equals: { noteId: ID }, ...window }]);
  });

  it('looks on where it came long after what it followed from', async () => {
    rows = ({ to }) => (to === undefined ? [NOTE] : []);
    expect(await find['noted']?.(ID)).toEqual(NOTE);
    expect(asked[1]).toEqual({ equals: { noteId: ID }, from: '2026-03-01T07:59:00.000Z' });
  });

  it('finds by a name without a time in the lake alone, and nothing by one of a time to come', async () => {
    rows = () => [NOTE];
    expect(await find['noted']?.('note-1')).toEqual(NOTE);
    expect(asked).toEqual([{ equals: { noteId: 'note-1' } }]);
    expect(await find['noted']?.(idOf(2 ** 48 - 1))).toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it('never takes the rows of another shape for its messages', async () => {
    rows = () => [NOTE];
    expect(await find['told']?.(ID)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
