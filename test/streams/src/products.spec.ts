import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { braceletReadings, type HeartRateHour } from '@mesh/bracelet-readings';
import { migrate } from '@mesh/database';
import { Outbox, type LoggedEvent, type NewEvent } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import { PostgresSubjects, SealedEventLog, TOKEN_PREFIX } from '@mesh/events-sealed';
import { heartDiseaseRisk } from '@mesh/heart-disease-risk';
import { judgedScores, type JudgedScore } from '@mesh/judged-scores';
import { namesOf, personalTexts, type DataProduct, type Shape } from '@mesh/product';
import { OUTBOX_TABLE, planProcessing, STREAMS_MIGRATIONS, StreamProcessor } from '@mesh/streams';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';

/** A port or an input whatever its message. */
type Port = Readonly<Record<'name' | 'id' | 'key' | 'at', string>> & { readonly message: Shape };

describe('given the products of cardiology on a log that seals persons', () => {
  let db: TestDatabase;
  let log: SealedEventLog;
  let keysFolder: string;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    db = await startTestDatabase();
    keysFolder = await mkdtemp(join(tmpdir(), 'mesh-keys-'));
    await migrate(db.database, 'streams', STREAMS_MIGRATIONS);
    const subjects = await PostgresSubjects.open(db.database, { keysFolder });
    log = new SealedEventLog(await PostgresEventLog.open(db.database), subjects);
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
    await log.close();
    await db.close();
    await rm(keysFolder, { recursive: true, force: true });
  });

  const topicOf = (product: DataProduct, { name }: Port) => namesOf(product).topic(name);
  const declare = (product: DataProduct, port: Port) =>
    log.declareTopic({ name: topicOf(product, port), personal: personalTexts(port.message) });

  async function run(product: DataProduct, name: string): Promise<void> {
    const { database } = db;
    const outbox = new Outbox(database, log.underneath, OUTBOX_TABLE);
    const processor = new StreamProcessor(planProcessing(product, name), { log: log.underneath, database, outbox });
    await processor.start();
    stops.unshift(() => processor.close().then(() => outbox.close()));
  }

  async function tell(product: DataProduct, port: Port, messages: readonly object[]): Promise<void> {
    const topic = topicOf(product, port);
    const events = messages.map((message): NewEvent => {
      const fields = message as Readonly<Record<string, unknown>>;
      const [id, key, time] = [port.id, port.key, port.at].map((field) => String(fields[field]));
      return { id: id ?? '', source: '/test', type: topic, time: time ?? '', key: key ?? '', data: message };
    });
    await log.append(topic, events);
  }

  async function heard(product: DataProduct, port: Port): Promise<readonly LoggedEvent[]> {
    const topic = topicOf(product, port);
    return (await Promise.all([0, 1, 2, 3].map((partition) => log.read(topic, partition, 0, 100)))).flat();
  }

  /** Every text that the state of the processing holds. */
  const state = async (): Promise<string> =>
    JSON.stringify([
      await db.database.query('SELECT * FROM streams.windows'),
      await db.database.query('SELECT * FROM streams.waiting'),
      await db.database.query('SELECT * FROM streams.outbox'),
    ]);

  it('gives the hours of a wearer by name, and knows no name', async () => {
    const { measured } = braceletReadings.inputs;
    const { summarised, delayed } = braceletReadings.ports;
    for (const port of [measured, summarised, delayed]) await declare(braceletReadings, port);
    await run(braceletReadings, 'hourly');
    const minute = (at: string, heartRate: number | null) => ({
      ...{ readingId: `r-${at}`, patientId: 'Ada Wearer', measuredAt: `2026-03-01T${at}:00Z`, heartRate, steps: 10 },
    });
    await tell(braceletReadings, measured, [minute('08:00', 70), minute('08:01', 80), minute('08:59', null)]);
    await tell(braceletReadings, measured, [minute('09:02', 75)]);
    await eventually(async () => expect(await heard(braceletReadings, summarised)).toHaveLength(1));
    const [hour] = await heard(braceletReadings, summarised);
    expect(hour?.key).toBe('Ada Wearer');
    expect(hour?.data as HeartRateHour).toMatchObject({
      ...{
        patientId: 'Ada Wearer',
        minutes: 3,
        meanHeartRate: 75,
        lowestHeartRate: 70,
        highestHeartRate: 80,
        steps: 30,
      },
    });
    expect(await state()).toContain(TOKEN_PREFIX);
    expect(await state()).not.toContain('Ada Wearer');
  });

  it('judges the score that an outcome names, and every score of a person whom it names', async () => {
    const { scored, observed } = heartDiseaseRisk.ports;
    const { judged } = judgedScores.ports;
    for (const port of [scored, observed]) await declare(heartDiseaseRisk, port);
    await declare(judgedScores, judged);
    await run(judgedScores, 'truth');
    const score = (scoreId: string, day: string) => ({
      ...{
        scoreId,
        patientId: 'Bela Patient',
        measuredAt: `2026-03-${day}T08:00:00Z`,
        scoredAt: `2026-03-${day}T08:00:00Z`,
      },
      ...{ age: 63, sex: 1, prediction: 1, probability: 0.8, risk: 'high', modelName: 'm', modelVersion: '3' },
      ...{ contractVersion: '1.0.0', askedBy: 'clinic-app', purpose: 'TREAT', traceId: 'a'.repeat(32) },
    });
    const outcome = (outcomeId: string, of: object) => ({
      ...{
        outcomeId,
        outcome: 1,
        observedAt: '2026-04-01T08:00:00Z',
        reportedAt: '2026-04-02T08:00:00Z',
        reportedBy: 'c',
      },
      ...of,
    });
    await tell(heartDiseaseRisk, scored, [score('s-1', '01'), score('s-2', '02')]);
    await tell(heartDiseaseRisk, observed, [outcome('o-1', { scoreId: 's-2', patientId: null })]);
    await tell(heartDiseaseRisk, observed, [outcome('o-2', { scoreId: null, patientId: 'Bela Patient' })]);
    await eventually(async () => expect(await heard(judgedScores, judged)).toHaveLength(3));
    const pairs = (await heard(judgedScores, judged)).map(({ key, data }) => {
      const { scoreId, outcomeId, patientId, probability, namedScoreId } = data as JudgedScore;
      return [key, patientId, scoreId, outcomeId, probability, namedScoreId].join(' ');
    });
    expect(pairs.sort()).toEqual([
      'Bela Patient Bela Patient s-1 o-2 0.8 ',
      'Bela Patient Bela Patient s-2 o-1 0.8 s-2',
      'Bela Patient Bela Patient s-2 o-2 0.8 ',
    ]);
    expect(await state()).not.toContain('Bela Patient');
  });
});
