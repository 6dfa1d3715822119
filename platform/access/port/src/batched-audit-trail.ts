import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { EventLog, NewEvent } from '@mesh/events';
import { AccessErrors } from './access.errors.js';
import { DECIDED_TOPIC, type AuditTrail, type Decision } from './decision.js';

/** Where a trail writes and how much it bears. */
export interface AuditTrailSettings {
  readonly log: EventLog;
  /** Name of the recording service: the key of its events. */
  readonly service: string;
  /** Decisions that may wait at once; more are refused. Default 50,000. */
  readonly maxWaiting?: number;
  /** How long one append may take before those who wait are refused. Default 5 s. */
  readonly appendTimeoutMs?: number;
  readonly clock?: () => Date;
}

const DECISIONS_PER_EVENT = 500;

/**
 * Turns of the event loop before the first append: a permitted call writes an event of its own within these, and both
 * then share one commit of the log instead of waiting for two.
 */
const TURNS_BEFORE_APPEND = 4;

/**
 * How long a busy trail gathers: about as long as a call takes until it appends its own event, so that both still share
 * a commit. The more decisions stand in one event, the fewer rows they are for whoever records them.
 */
const GATHER_MS = 1;

interface Batch {
  readonly decisions: Decision[];
  readonly durable: Promise<void>;
  readonly settle: (failure?: unknown) => void;
}

/**
 * Appends in flight at most. A decision that had to wait for the append before its own would wait for two commits, and
 * its call with it; the log gathers the appends of one moment into one commit anyway.
 */
const MAX_IN_FLIGHT = 8;

/**
 * Records decisions by group commit: what comes within a few turns of the event loop shares one append, and while too
 * many are in flight all share the next, so that a decision costs a push to an array however many there are. A failed
 * append rejects everybody who waited for it.
 */
export class BatchedAuditTrail implements AuditTrail {
  private readonly settings: Required<AuditTrailSettings>;
  private readonly inFlight = new Set<Promise<void>>();
  private gathering: Batch | undefined;
  private gathered: Promise<void> | undefined;
  private waiting = 0;
  private closed = false;

  constructor(settings: AuditTrailSettings) {
    this.settings = { maxWaiting: 50_000, appendTimeoutMs: 5000, clock: () => new Date(), ...settings };
  }

  /** Resolves once the decision is durable in the event log; rejects with ACCESS.AUDIT_UNAVAILABLE when it is not. */
  record(decision: Decision): Promise<void> {
    if (this.closed || this.waiting >= this.settings.maxWaiting) {
      return Promise.reject(AccessErrors.AUDIT_UNAVAILABLE({ reason: this.closed ? 'closed' : 'full' }));
    }
    this.gathering ??= newBatch();
    this.gathering.decisions.push(decision);
    this.waiting += 1;
    this.gathered ??= this.send();
    return this.gathering.durable;
  }

  /** Refuses new decisions and resolves once those accepted are durable or rejected. */
  async close(): Promise<void> {
    this.closed = true;
    await this.gathered;
    await Promise.all(this.inFlight);
  }

  /** Sends what a few turns gather, as soon as there is room in flight. */
  private async send(): Promise<void> {
    if (this.inFlight.size > 0) await pause(GATHER_MS);
    else await afterTurns(TURNS_BEFORE_APPEND);
    while (this.inFlight.size >= MAX_IN_FLIGHT) await Promise.race(this.inFlight);
    const batch = this.gathering as Batch;
    this.gathering = undefined;
    this.gathered = undefined;
    const written = this.append(batch).finally(() => this.inFlight.delete(written));
    this.inFlight.add(written);
  }

  private async append({ decisions, settle }: Batch): Promise<void> {
    try {
      await this.write(decisions);
      settle();
    } catch (cause) {
      settle(AccessErrors.AUDIT_UNAVAILABLE({ reason: 'not appended' }, { cause }));
    }
    this.waiting -= decisions.length;
  }

  private async write(decisions: readonly Decision[]): Promise<void> {
    const { log, service, appendTimeoutMs, clock } = this.settings;
    const time = clock().toISOString();
    const events: NewEvent[] = [];
    for (let first = 0; first < decisions.length; first += DECISIONS_PER_EVENT) {
      const data = { decisions: decisions.slice(first, first + DECISIONS_PER_EVENT) };
      const source = `urn:mesh:service:${service}`;
      events.push({ id: randomUUID(), source, type: DECIDED_TOPIC, time, key: service, data });
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the append took too long')), appendTimeoutMs);
    });
    try {
      await Promise.race([log.append(DECIDED_TOPIC, events), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function afterTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}

function newBatch(): Batch {
  let settle: Batch['settle'] = () => undefined;
  const durable = new Promise<void>((resolve, reject) => {
    settle = (failure) => (failure === undefined ? resolve() : reject(failure));
  });
  return { decisions: [], durable, settle };
}
