import type { Dataset } from '@mesh/lake';
import { AdlsFixture } from './testing/adls-fixture.suite.js';
import { FOLDER, ids, idsOf, landing, READINGS } from './testing/readings.js';

const MANIFEST = `${FOLDER}/manifest.jsonl`;

let fixture: AdlsFixture;
beforeEach(async () => {
  fixture = await AdlsFixture.start();
});
afterEach(async () => {
  await fixture.close();
});

const opened = async (): Promise<Dataset> => (await fixture.open()).open(READINGS);

/** What a reader of the store's bytes alone finds. */
const seenByReader = async (): Promise<number[]> =>
  idsOf(await (await fixture.open({ access: 'read' })).open(READINGS));

describe('given two who want to write', () => {
  it('keeps the second out as long as the first lives, and lets readers in', async () => {
    const first = await opened();
    await first.land(landing(0));
    await expect(opened()).rejects.toMatchObject({ code: 'LAKE.WRITER_BUSY' });
    expect(await seenByReader()).toEqual(ids(10));
    const reader = await (await fixture.open({ access: 'read' })).open(READINGS);
    await expect(reader.land(landing(10))).rejects.toMatchObject({ code: 'LAKE.READ_ONLY' });
    await first.land(landing(10));
    expect(await idsOf(reader)).toEqual(ids(20));
  });

  it('lets the second in once the first has closed', async () => {
    const lake = await fixture.open();
    await (await lake.open(READINGS)).land(landing(0));
    await lake.close();
    const second = await opened();
    await second.land(landing(10));
    expect(await idsOf(second)).toEqual(ids(20));
  });

  it('waits for the lease of one that died to end', async () => {
    const first = await opened();
    await first.land(landing(0));
    fixture.double.faults.plan('lease', { kind: 'before', act: () => fixture.double.advance(31_000) });
    const second = await (await fixture.open({ waitForWriterMs: 5_000 })).open(READINGS);
    await second.land(landing(10));
    expect(await idsOf(second)).toEqual(ids(20));
  });

  it('stops the first when its lease was broken, with nothing of its landing in the dataset', async () => {
    const first = await opened();
    await first.land(landing(0));
    fixture.double.breakLease(MANIFEST);
    const second = await opened();
    await second.land(landing(10));
    await expect(first.land({ ...landing(90), stream: 't/1' })).rejects.toMatchObject({
      code: 'LAKE.WRITER_LOST',
      retryable: true,
    });
    await expect(first.land({ ...landing(90), stream: 't/1' })).rejects.toMatchObject({ code: 'LAKE.WRITER_LOST' });
    await second.land(landing(20));
    expect(await idsOf(second)).toEqual(ids(30));
    expect(await seenByReader()).toEqual(ids(30));
  });

  it.each(['append', 'flush'] as const)('lets one win when the other takes over before its %s', async (operation) => {
    const first = await opened();
    await first.land(landing(0));
    let second: Dataset | undefined;
    const act = async (): Promise<void> => {
      fixture.double.breakLease(MANIFEST);
      second = await opened();
      // What the first has appended and not flushed can never become part of the manifest.
      expect([...fixture.double.files().keys()].filter((path) => path.includes('not flushed'))).toEqual([]);
      await second.land(landing(10));
    };
    fixture.double.faults.plan(operation, { kind: 'before', act }, { on: ({ path }) => path === MANIFEST });
    await expect(first.land({ ...landing(90), stream: 't/1' })).rejects.toMatchObject({ code: 'LAKE.WRITER_LOST' });
    await second!.land(landing(20));
    expect(await idsOf(second!)).toEqual(ids(30));
    expect(await seenByReader()).toEqual(ids(30));
  });

  it('lets one win when the other takes over while the manifest is put in the place of its former', async () => {
    const first = await opened();
    await first.land(landing(0));
    let second: Dataset | undefined;
    const act = async (): Promise<void> => {
      fixture.double.breakLease(MANIFEST);
      second = await opened();
      await second.land(landing(10));
    };
    fixture.double.faults.plan('rename', { kind: 'before', act }, { on: ({ path }) => path === MANIFEST });
    await expect(first.rewriteWithout({ column: 'id', values: [0] })).rejects.toMatchObject({ retryable: true });
    await second!.land(landing(20));
    expect(await seenByReader()).toEqual(ids(30).slice(1));
  });

  it('lets the first go on when the second has gone, with what that has written', async () => {
    const first = await opened();
    await first.land(landing(0));
    fixture.double.breakLease(MANIFEST);
    const lake = await fixture.open();
    const second = await lake.open(READINGS);
    await second.land(landing(10));
    await second.compact();
    await expect(first.land(landing(10))).rejects.toMatchObject({ code: 'LAKE.WRITER_LOST' });
    await lake.close();
    expect(await first.land(landing(10))).toEqual({ files: [], rows: 0 });
    await first.land(landing(20));
    await first.compact();
    expect(await idsOf(first)).toEqual(ids(30));
    expect(await seenByReader()).toEqual(ids(30));
  });

  it('drops the folding of a writer who lost its right for a while, in which another folded the same files', async () => {
    const first = await opened();
    for (const from of [0, 10]) await first.land(landing(from));
    const act = async (): Promise<void> => {
      fixture.double.breakLease(MANIFEST);
      const lake = await fixture.open();
      await (await lake.open(READINGS)).compact();
      await lake.close();
      await expect(first.land(landing(20))).rejects.toMatchObject({ code: 'LAKE.WRITER_LOST' });
      await first.land(landing(20));
    };
    fixture.double.faults.plan('create', { kind: 'before', act }, { on: ({ path }) => path.includes('/rows-') });
    await expect(first.compact()).rejects.toMatchObject({ code: 'LAKE.WRITER_LOST' });
    await first.compact();
    expect(await idsOf(first)).toEqual(ids(30));
    expect(await seenByReader()).toEqual(ids(30));
  });
});
