import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { EventLog, NewEvent, Position } from '@mesh/events';
import { BatchedAuditTrail } from './batched-audit-trail.js';
import { DECIDED_TOPIC, type Decision } from './decision.js';

/** A log that appends when the test says so. */
class HeldLog {
  readonly appends: { events: readonly NewEvent[]; topic: string; end: (failure?: Error) => void }[] = [];

  append(topic: string, events: readonly NewEvent[]): Promise<readonly Position[]> {
    return new Promise((resolve, reject) => {
      const end = (failure?: Error) => (failure === undefined ? resolve([]) : reject(failure));
      this.appends.push({ events, topic, end });
    });
  }

  decisionsOf(append: number): Decision[] {
    const events = this.appends[append]?.events ?? [];
    return events.flatMap((event) => (event.data as { decisions: Decision[] }).decisions);
  }
}

const decision = (number: number): Decision => ({
  at: '2026-03-01T12:00:00.000Z',
  caller: 'clinic-app',
  port: 'urn:mesh:d:p:scores',
  purpose: 'TREAT',
  permitted: true,
  rule: 'r',
  traceId: String(number).padStart(32, '0'),
});
/** More turns of the event loop, and more time, than a trail lets pass before it appends. */
const turn = async () => {
  for (let turns = 0; turns < 20; turns += 1) await nextTurn();
  await pause(10);
};
const outcomes = async (waiting: readonly Promise<void>[]) =>
  (await Promise.allSettled(waiting)).map((one) => one.status);
const unavailable = (reason: string) => ({ code: 'ACCESS.AUDIT_UNAVAILABLE', status: 503, meta: { reason } });

describe('given an audit trail over an event log', () => {
  let log: HeldLog;
  const trail = (rest = {}) =>
    new BatchedAuditTrail({ log: log as unknown as EventLog, service: 'cardiology', ...rest });
  const sent = async (appends: number) => {
    while (log.appends.length < appends) await nextTurn();
  };
  beforeEach(() => (log = new HeldLog()));

  it('writes what comes together as one event of the service', async () => {
    const clock = () => new Date('2026-03-01T12:00:01Z');
    const audit = trail({ clock });
    const recorded = [1, 2, 3].map((number) => audit.record(decision(number)));
    await turn();
    expect(log.appends).toHaveLength(1);
    expect(log.appends[0]).toMatchObject({
      topic: DECIDED_TOPIC,
      events: [
        {
          type: DECIDED_TOPIC,
          key: 'cardiology',
          source: 'urn:mesh:service:cardiology',
          time: '2026-03-01T12:00:01.000Z',
        },
      ],
    });
    expect(log.decisionsOf(0)).toEqual([decision(1), decision(2), decision(3)]);
    log.appends[0]?.end();
    await Promise.all(recorded);
  });

  it('resolves a decision only when it is durable', async () => {
    let durable = false;
    const recorded = trail()
      .record(decision(1))
      .then(() => (durable = true));
    await turn();
    expect(durable).toBe(false);
    log.appends[0]?.end();
    expect(await recorded).toBe(true);
  });

  it('does not let a decision wait for the append before its own', async () => {
    const audit = trail();
    const first = audit.record(decision(1));
    await turn();
    const second = audit.record(decision(2));
    await sent(2);
    log.appends[1]?.end();
    await second;
    log.appends[0]?.end();
    await first;
  });

  it('has eight appends in flight and sends what came meanwhile with the next', async () => {
    const audit = trail();
    const under: Promise<void>[] = [];
    for (let number = 1; number <= 8; number += 1) {
      under.push(audit.record(decision(number)));
      await sent(number);
    }
    const later = [9, 10, 11].map((number) => audit.record(decision(number)));
    await turn();
    expect(log.appends).toHaveLength(8);
    log.appends[3]?.end();
    await under[3];
    await sent(9);
    expect(log.decisionsOf(8)).toEqual([decision(9), decision(10), decision(11)]);
    for (const { end } of log.appends) end();
    await Promise.all([...under, ...later]);
  });

  it('puts at most 500 decisions into an event', async () => {
    const audit = trail();
    const recorded = Array.from({ length: 1201 }, (_, number) => audit.record(decision(number)));
    await turn();
    const sizes = log.appends[0]?.events.map((event) => (event.data as { decisions: unknown[] }).decisions.length);
    expect(sizes).toEqual([500, 500, 201]);
    log.appends[0]?.end();
    await Promise.all(recorded);
  });

  it('rejects all who waited for an append that failed, and goes on with the next', async () => {
    const audit = trail();
    const failing = [audit.record(decision(1)), audit.record(decision(2))];
    const failures = outcomes(failing);
    await turn();
    const next = audit.record(decision(3));
    log.appends[0]?.end(new Error('disk full'));
    expect(await failures).toEqual(['rejected', 'rejected']);
    await expect(failing[0]).rejects.toMatchObject(unavailable('not appended'));
    await turn();
    log.appends[1]?.end();
    await next;
  });

  it('rejects those who wait longer than the deadline', async () => {
    await expect(trail({ appendTimeoutMs: 20 }).record(decision(1))).rejects.toMatchObject(unavailable('not appended'));
  });

  it('refuses more than it can bear, and bears again afterwards', async () => {
    const audit = trail({ maxWaiting: 2 });
    const accepted = [audit.record(decision(1)), audit.record(decision(2))];
    await expect(audit.record(decision(3))).rejects.toMatchObject(unavailable('full'));
    await turn();
    log.appends[0]?.end();
    await Promise.all(accepted);
    await turn();
    const again = audit.record(decision(4));
    await turn();
    log.appends[1]?.end();
    await again;
  });

  it('writes out what it accepted when it closes, and accepts nothing more', async () => {
    const audit = trail();
    const recorded = audit.record(decision(1));
    const closed = audit.close();
    await expect(audit.record(decision(2))).rejects.toMatchObject(unavailable('closed'));
    await turn();
    log.appends[0]?.end();
    await Promise.all([recorded, closed]);
    expect(log.decisionsOf(0)).toEqual([decision(1)]);
  });
});
