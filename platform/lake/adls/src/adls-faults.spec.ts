import type { Call, Fault, Operation } from '@mesh/lake-adls-double';
import { AdlsFixture } from './testing/adls-fixture.suite.js';
import { ids, idsOf, landing, READINGS } from './testing/readings.js';

let fixture: AdlsFixture;
beforeEach(async () => {
  fixture = await AdlsFixture.start();
});
afterEach(async () => {
  await fixture.close();
});

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['is cut', { kind: 'cut' }],
  ['is carried out and not answered', { kind: 'unanswered' }],
  ['is refused as too many', { kind: 'refused', code: 'TooManyRequests' }],
  ['is refused by a busy server', { kind: 'refused', code: 'ServerBusy', retryAfterSeconds: 0 }],
  ['meets an internal error', { kind: 'refused', code: 'InternalError' }],
];

describe('given a store that fails for a moment', () => {
  it.each(FAULTS)('has every row once when each request %s the first time', async (_, fault) => {
    const asked = new Set<string>();
    const isFirst = ({ method, path, query, body }: Call): boolean => {
      const request = `${method} ${path}?${query.toString()} ${body.toString('base64')}`;
      return !asked.has(request) && asked.add(request).has(request);
    };
    fixture.double.faults.plan('*', fault, { on: isFirst, times: Number.POSITIVE_INFINITY });
    const lake = await fixture.open();
    const dataset = await lake.open(READINGS);
    for (const from of [0, 10, 20]) await dataset.land(landing(from));
    await dataset.compact();
    await dataset.rewriteWithout({ column: 'id', values: [29] });
    expect(await idsOf(dataset)).toEqual(ids(29));
    await lake.close();
    const again = await (await fixture.open({ access: 'read' })).open(READINGS);
    expect(await idsOf(again)).toEqual(ids(29));
    const data = [...fixture.double.files().keys()].filter((path) => path.includes('day='));
    expect(data).toHaveLength(2);
  });

  it('waits as long as Retry-After asks, in seconds, before it asks again', async () => {
    const waits: number[] = [];
    const sleep = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
    const lake = await fixture.open({ retry: { sleep } });
    const dataset = await lake.open(READINGS);
    const { faults } = fixture.double;
    faults.plan('append', { kind: 'refused', code: 'TooManyRequests', retryAfterSeconds: 7 });
    faults.plan('append', { kind: 'refused', code: 'ServerBusy', retryAfterSeconds: 11 });
    faults.plan('append', { kind: 'refused', code: 'ServerBusy' });
    await dataset.land(landing(0));
    expect(waits.slice(0, 2)).toEqual([7_000, 11_000]);
    expect(waits[2]).toBeLessThanOrEqual(5);
    expect(await idsOf(dataset)).toEqual(ids(10));
  });

  it('gives up after so many tries, tells the code, and lands the rows the next time', async () => {
    const lake = await fixture.open({ retry: { tries: 2 } });
    const dataset = await lake.open(READINGS);
    fixture.double.faults.plan('rename', { kind: 'refused', code: 'ServerBusy' }, { times: 4 });
    await expect(dataset.land(landing(0))).rejects.toMatchObject({
      code: 'LAKE.STORE_UNAVAILABLE',
      retryable: true,
      meta: { status: 503, code: 'ServerBusy' },
    });
    fixture.double.faults.clear();
    expect((await dataset.land(landing(0))).rows).toBe(10);
    expect(await idsOf(dataset)).toEqual(ids(10));
  });

  it('gives a request that nobody answers up, and asks again', async () => {
    const lake = await fixture.open({ retry: { answerTimeoutMs: 200 } });
    const dataset = await lake.open(READINGS);
    for (const operation of ['create', 'append', 'flush', 'rename', 'read', 'list'] satisfies Operation[])
      fixture.double.faults.plan(operation, { kind: 'silent' });
    await dataset.land(landing(0));
    await dataset.rewriteWithout({ column: 'id', values: [9] });
    expect(await idsOf(dataset)).toEqual(ids(9));
  });

  it('does not repeat what is refused for good', async () => {
    const lake = await fixture.open({ credential: { sas: fixture.double.sas({ permissions: 'racwdl' }) } });
    const dataset = await lake.open(READINGS);
    await expect(dataset.land(landing(0))).rejects.toMatchObject({
      code: 'LAKE.STORE_REFUSED',
      meta: { status: 403, code: 'AuthorizationPermissionMismatch' },
    });
    expect(fixture.double.seen.filter(({ operation }) => operation === 'rename').length).toBeLessThanOrEqual(2);
    expect(await dataset.count({})).toBe(0);
  });
});

describe('given a writer that dies', () => {
  /** Each time in a folder of its own: one landing that comes through, and then the first `requests` of further work. */
  async function dieAfter(requests: number): Promise<{ url: string; acknowledged: number; isOver: boolean }> {
    const { double } = fixture;
    const url = `${double.url}/n${requests}`;
    const dying = await fixture.open({ url, retry: { tries: 1 } });
    const dataset = await dying.open(READINGS);
    let acknowledged = (await dataset.land(landing(0))).rows;
    const before = double.seen.length;
    double.faults.plan('*', { kind: 'cut' }, { skip: requests, times: Number.POSITIVE_INFINITY });
    try {
      acknowledged += (await dataset.land(landing(10))).rows;
      await dataset.compact();
    } catch {
      // It died; what counts is what the next one finds.
    }
    const isOver = double.seen.length - before < requests;
    await dying.close();
    double.faults.clear();
    double.advance(60_000);
    return { url, acknowledged, isOver };
  }

  it('has every row once, whichever request was the last to come through', async () => {
    for (let requests = 0, isOver = false; !isOver; requests += 1) {
      const { url, acknowledged, ...died } = await dieAfter(requests);
      isOver = died.isOver;
      const lake = await fixture.open({ url });
      const dataset = await lake.open(READINGS);
      const found = await idsOf(dataset);
      expect({ requests, found }).toEqual({ requests, found: ids(await dataset.landedTo('t/0')) });
      expect(found.length).toBeGreaterThanOrEqual(acknowledged);
      await dataset.land(landing(10));
      await dataset.compact();
      expect({ requests, found: await idsOf(dataset) }).toEqual({ requests, found: ids(20) });
      const data = [...fixture.double.files().keys()].filter(
        (path) => path.startsWith(`n${requests}/`) && path.includes('day='),
      );
      expect({ requests, files: data.length }).toEqual({ requests, files: 2 });
      await lake.close();
    }
  }, 180_000);
});
