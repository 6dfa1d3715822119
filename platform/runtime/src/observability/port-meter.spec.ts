import { LATENCY_BOUNDS_MS } from '@mesh/events';
import { PortMeter } from './port-meter.js';

const bucket = (boundMs: number) => LATENCY_BOUNDS_MS.indexOf(boundMs);

describe('given the meter of a port', () => {
  it('says nothing when nothing happened', () => {
    expect(new PortMeter().take()).toBeUndefined();
  });

  it('gives what came together, and begins anew', () => {
    const meter = new PortMeter();
    meter.called(200, 0.2);
    meter.called(200, 5);
    meter.called(200, 60_000);
    meter.admitted('clinic-app');
    meter.admitted('clinic-app');
    meter.appended();
    const counts = meter.take();
    expect(counts).toMatchObject({ calls: 3, faults: 0, events: 1, callers: { 'clinic-app': 2 } });
    expect(counts?.latencies).toHaveLength(LATENCY_BOUNDS_MS.length + 1);
    expect([counts?.latencies[0], counts?.latencies[bucket(5)], counts?.latencies.at(-1)]).toEqual([1, 1, 1]);
    expect(meter.take()).toBeUndefined();
  });

  it('counts what failed by its own fault, and takes neither that nor what was refused for speed', () => {
    const meter = new PortMeter();
    for (const status of [400, 401, 422, 500, 503]) meter.called(status, 0.1);
    const counts = meter.take();
    expect([counts?.calls, counts?.faults, counts?.latencies.reduce((sum, count) => sum + count)]).toEqual([5, 2, 0]);
  });

  it('tells a thousand callers apart and no more', () => {
    const meter = new PortMeter();
    for (let caller = 0; caller < 1_100; caller += 1) meter.admitted(`caller-${caller}`);
    meter.admitted('caller-0');
    const { callers = {} } = meter.take() ?? {};
    expect([Object.keys(callers).length, callers['caller-0']]).toEqual([1_000, 2]);
  });
});
