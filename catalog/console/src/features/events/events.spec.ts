import type { Product } from '../../api/product.js';
import { livePath, watchablePorts } from './event-ports.js';
import { scoreIdIn, shortFields } from './event-summary.js';
import { KEPT, liveEvent, NOTHING_YET, rateAt, withEvents, type LiveEvent } from './live-buffer.js';

const product = {
  id: 'cardiology.pulse',
  address: 'http://127.0.0.1:4001',
  ports: [
    { name: 'readings', kind: 'rest', summary: '' },
    { name: 'taken', kind: 'event', summary: 'Taken', topic: 'cardiology.pulse.was-taken.v2' },
    { name: 'alerted', kind: 'event', summary: 'Alerted', topic: 'cardiology.pulse.alerted.v2' },
  ],
  grants: [
    { role: 'data-scientist', ports: ['taken'], purposes: ['HRESCH', 'PUBHLTH'] },
    { role: 'domain:cardiology', ports: ['taken', 'alerted'], purposes: ['HOPERAT'] },
  ],
} as unknown as Product;

const eventOf = (number: number, atMs = 0): LiveEvent => ({
  id: String(number),
  type: 't',
  source: 's',
  time: new Date(atMs).toISOString(),
  data: {},
});
const events = (from: number, to: number, atMs = 0) =>
  Array.from({ length: to - from }, (_, at) => eventOf(from + at, atMs));

describe('given a product', () => {
  const purposesOf = (...asked: Parameters<typeof watchablePorts>) =>
    watchablePorts(...asked).map(({ name, purposes }) => [name, purposes]);

  it('offers its events, for the purposes that both the grant and the reader know', () => {
    const reader = { roles: ['data-scientist'], purposes: ['HRESCH'] };
    expect(purposesOf(product, reader, [])).toEqual([
      ['taken', ['HRESCH']],
      ['alerted', []],
    ]);
    expect(purposesOf(product, undefined, []).flatMap(([, purposes]) => purposes)).toEqual([]);
  });

  it('offers what was agreed besides', () => {
    const agreed = [
      { product: 'cardiology.pulse', port: 'alerted', purpose: 'HRESCH' },
      { product: 'logistics.stock', port: 'taken', purpose: 'HRESCH' },
    ];
    expect(purposesOf(product, { roles: [], purposes: ['HRESCH'] }, agreed)).toEqual([
      ['taken', []],
      ['alerted', ['HRESCH']],
    ]);
  });

  it('streams below the address of its service, by the name of the event', () => {
    expect(watchablePorts(product, undefined, [])[0]?.url).toBe('http://127.0.0.1:4001/pulse/v2/events/was-taken');
    expect(watchablePorts({ ...product, address: undefined }, undefined, [])[0]?.url).toBeUndefined();
    expect(livePath('nonsense')).toBeUndefined();
  });
});

describe('given events that come', () => {
  it('keeps the newest, counts all, and takes none twice', () => {
    const first = withEvents(NOTHING_YET, events(0, 150), 1_000);
    const second = withEvents(first, [...events(100, 150), ...events(150, 300), eventOf(299)], 2_000);
    expect(second.total).toBe(300);
    expect(second.events).toHaveLength(KEPT);
    expect([second.events[0]?.id, second.events.at(-1)?.id]).toEqual(['299', '100']);
  });

  it('tells the rate at which events happened in the last ten seconds, whenever they came', () => {
    const now = 100_000;
    const backlog = withEvents(NOTHING_YET, [...events(0, 40, 50_000), ...events(40, 60, 95_000)], now);
    expect(rateAt(backlog, now, 0)).toBe(2);
    expect(rateAt(backlog, now + 4_000, 0)).toBe(2);
    expect(rateAt(backlog, now + 60_000, 0)).toBe(0);
    expect(rateAt(withEvents(NOTHING_YET, events(0, 6, 99_000), now), now, 98_000)).toBe(3);
  });

  it('passes over what is no event', () => {
    expect(liveEvent('{"id":"1","type":"t","source":"s","time":"2026-03-01T08:00:00Z"}')?.id).toBe('1');
    for (const text of ['', 'null', '[]', '{"id":1}', '{"reason":"shutdown"}']) expect(liveEvent(text)).toBeUndefined();
  });
});

describe('given the data of an event', () => {
  it('shows its first simple fields, short, and no times or ids', () => {
    const data = {
      key: 'p-1',
      note: null,
      nested: {},
      at: '2026-03-01T08:00:00.123Z',
      id: '01a1fe41-9ea8-7794-ab42-3514c4107cf1',
      traceId: 'a'.repeat(32),
      age: 63,
      ok: true,
      text: 'x y'.repeat(20),
      ...{ one: 1, two: 2, risk: 'high', more: 1 },
    };
    expect(shortFields(data, ['p-1']).map(({ name, value }) => [name, value.length])).toEqual([
      ['age', 2],
      ['ok', 4],
      ['text', 40],
      ['one', 1],
      ['two', 1],
      ['risk', 4],
    ]);
    expect(shortFields(null, [])).toEqual([]);
  });

  it('knows the score that it tells of', () => {
    expect([scoreIdIn({ scoreId: 's-1' }), scoreIdIn({ scoreId: 1 }), scoreIdIn(null)]).toEqual([
      's-1',
      undefined,
      undefined,
    ]);
  });
});
