import { continueTrace } from './trace-context.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const WELL_FORMED = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

describe('given the traceparent of a call', () => {
  it.each(['00', '01'])('goes on with its trace under a span of its own, sampled as the caller says (%s)', (flags) => {
    const { traceId, traceparent } = continueTrace(`00-${TRACE}-${SPAN}-${flags}`);
    expect(traceId).toBe(TRACE);
    const [, trace, span, sampled] = WELL_FORMED.exec(traceparent) ?? [];
    expect([trace, sampled]).toEqual([TRACE, flags]);
    expect(span).not.toBe(SPAN);
  });

  it.each([
    ['none', undefined],
    ['two', [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`]],
    ['an empty one', ''],
    ['one in capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['one of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['one whose parent is zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['a short one', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['one with a tail', `00-${TRACE}-${SPAN}-01-tail`],
    ['the forbidden version', `ff-${TRACE}-${SPAN}-01`],
  ])('begins a trace where there is %s', (_, header) => {
    const { traceId, traceparent } = continueTrace(header);
    expect(traceId).not.toBe(TRACE);
    expect(WELL_FORMED.exec(traceparent)?.[1]).toBe(traceId);
    expect(traceId).not.toMatch(/^0+$/);
  });

  it('never gives two calls the same ids', () => {
    const traces = Array.from({ length: 5_000 }, () => continueTrace(undefined));
    expect(new Set(traces.map(({ traceId }) => traceId)).size).toBe(5_000);
    expect(new Set(traces.map(({ traceparent }) => traceparent.slice(36, 52))).size).toBe(5_000);
  });
});
