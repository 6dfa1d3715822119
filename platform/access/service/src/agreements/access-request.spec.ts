import type { FieldError, MeshError } from '@mesh/product';
import { readGrant, readReason, readRequest } from './access-request.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const ASKED = {
  product: 'cardiology.heart-disease-risk',
  port: 'history',
  purpose: 'HRESCH',
  until: '2026-06-01T00:00:00Z',
  reason: 'A study of early warnings',
};

function refusalOf(read: () => unknown): readonly FieldError[] {
  try {
    read();
  } catch (error) {
    expect(error).toMatchObject({ code: 'AGREEMENT.REQUEST_INVALID', status: 422 });
    return (error as MeshError).meta.errors ?? [];
  }
  throw new Error('it was taken');
}

describe('given a request for access', () => {
  it('reads it, from now on unless it says from when', () => {
    const { product, port, purpose, reason } = ASKED;
    const until = new Date(ASKED.until);
    expect(readRequest(ASKED, NOW)).toEqual({ product, port, purpose, reason, from: NOW, until });
    expect(readRequest({ ...ASKED, from: null }, NOW).from).toEqual(NOW);
    const from = '2026-04-01T00:00:00+02:00';
    expect(readRequest({ ...ASKED, from, reason: '  Because  ' }, NOW)).toMatchObject({
      from: new Date(from),
      reason: 'Because',
    });
  });

  it.each<[string, object]>([
    ['/product', { product: undefined }],
    ['/product', { product: 'heart-disease-risk' }],
    ['/product', { product: 'MARKER.<x>' }],
    ['/port', { port: '../MARKER' }],
    ['/port', { port: 7 }],
    ['/purpose', { purpose: 'MARKETING' }],
    ['/purpose', { purpose: 'toString' }],
    ['/until', { until: 'MARKER' }],
    ['/until', { until: '2026-06-01' }],
    ['/until', { until: '2026-02-30T00:00:00Z' }],
    ['/until', { until: '2026-03-01T12:00:00Z' }],
    ['/until', { until: '2027-03-05T00:00:00Z' }],
    ['/until', { from: '2026-06-01T00:00:00Z' }],
    ['/from', { from: '2026-02-27T00:00:00Z' }],
    ['/from', { from: 'MARKER' }],
    ['/reason', { reason: undefined }],
    ['/reason', { reason: '' }],
    ['/reason', { reason: '  ' }],
    ['/reason', { reason: '—' }],
    ['/reason', { reason: 'one MARKER\ntwo' }],
    ['/reason', { reason: 'a \u202e MARKER' }],
    ['/reason', { reason: 'a\u0000' }],
    ['/reason', { reason: 'MARKER'.repeat(100) }],
    ['', { MARKER: 1 }],
  ])('names %s as wrong in %j and repeats no value', (pointer, change) => {
    const errors = refusalOf(() => readRequest({ ...ASKED, ...change }, NOW));
    expect(errors.map((error) => error.pointer)).toEqual([pointer]);
    expect(JSON.stringify(errors)).not.toContain('MARKER');
  });

  it.each([undefined, null, 'text', 7, [[]]])('refuses %j', (body) => {
    expect(refusalOf(() => readRequest(body, NOW))).toHaveLength(1);
  });

  it('takes a whole year, leap or not', () => {
    expect(readRequest({ ...ASKED, until: '2027-03-02T00:00:00Z' }, NOW).until.getUTCFullYear()).toBe(2027);
  });
});

describe('given an answer', () => {
  it('reveals nothing unless it says so', () => {
    expect(readGrant({ reason: 'Agreed' })).toEqual({ reason: 'Agreed' });
    expect(readGrant({ reason: 'Agreed', reveals: ['phi'] }).reveals).toEqual(['phi']);
  });

  it.each([{ reveals: ['phi'] }, { reason: 'x', reveals: ['all'] }, { reason: 'x', reveals: ['phi', 'phi'] }, 'yes'])(
    'is refused as %j',
    (body) => expect(refusalOf(() => readGrant(body)).length).toBeGreaterThan(0),
  );

  it('refuses and withdraws with a reason and nothing else', () => {
    expect(readReason({ reason: ' Not for this ' })).toBe('Not for this');
    expect(refusalOf(() => readReason({ reason: 'x', reveals: ['phi'] }))).toHaveLength(1);
    expect(refusalOf(() => readReason({}))).toHaveLength(1);
  });
});
