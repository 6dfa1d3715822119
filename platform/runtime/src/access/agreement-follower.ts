import { setTimeout as wait } from 'node:timers/promises';
import { AGREED_TOPIC, AGREED_TOPIC_SETTINGS, type HeldAgreements } from '@mesh/access';
import type { EventLog, LoggedEvent } from '@mesh/events';
import type { Readiness } from '../health/readiness.js';
import type { Logger } from '../observability/logger.js';
import { isAgreedAccess } from './is-agreed-access.js';

/** What the follower stands on. */
export interface AgreementFollowerParts {
  readonly log: EventLog;
  readonly readiness: Readiness;
  readonly logger: Logger;
  /** How long a service waits for what was agreed; without it, declared grants alone decide. Default 15 s. */
  readonly readAgreementsWithinMs?: number;
}

/** A grant or its withdrawal is in force within a second; this leaves most of it to the log. */
const LOOK_EVERY_MS = 200;
const LOOK_AGAIN_AFTER_FAILURE_MS = 500;
const EVENTS_A_READ = 1_000;
const READ_WITHIN_MS = 15_000;
const FORGET_EVERY_LOOKS = 3_000;
const WAITING_FOR = 'agreements';

/**
 * Keeps the agreements of the products of this process: reads the topic from its first event and then looks for what is
 * new. It reads by offset and without a group, since every instance needs all of it at each start. While the log is away
 * the products go on with what they have.
 */
export class AgreementFollower {
  private readonly stopping = new AbortController();
  /** The next offset of each partition. */
  private readonly next = new Map<number, number>();
  private following: Promise<void> = Promise.resolve();
  private looks = 0;

  constructor(
    private readonly held: readonly HeldAgreements[],
    private readonly parts: AgreementFollowerParts,
  ) {}

  /** Resolves once all that was agreed before is known, or when it takes too long. */
  async start(): Promise<void> {
    const { log, readiness, logger, readAgreementsWithinMs = READ_WITHIN_MS } = this.parts;
    readiness.expect(WAITING_FOR);
    await log.declareTopic(AGREED_TOPIC_SETTINGS);
    const { signal } = this.stopping;
    const read = new Promise<boolean>((resolve) => {
      this.following = this.follow(() => resolve(true)).finally(() => resolve(false));
    });
    const late = new AbortController();
    const inTime = await Promise.race([
      read,
      wait(readAgreementsWithinMs, false, { signal: AbortSignal.any([signal, late.signal]) }).catch(() => false),
    ]);
    late.abort();
    if (!inTime && !signal.aborted) logger.warn({}, 'agreements could not be read yet; declared grants alone decide');
    for (const agreements of this.held) agreements.allRead();
    readiness.done(WAITING_FOR);
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  private async follow(onRead: () => void): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let pauseMs = LOOK_EVERY_MS;
      try {
        await this.look();
        onRead();
      } catch {
        pauseMs = LOOK_AGAIN_AFTER_FAILURE_MS;
      }
      await wait(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Reads to the end of what there is. */
  private async look(): Promise<void> {
    const { log } = this.parts;
    for (const { partition, earliest, next } of await log.ranges(AGREED_TOPIC)) {
      for (
        let from = Math.max(this.next.get(partition) ?? 0, earliest);
        from < next && !this.stopping.signal.aborted;
      ) {
        const events = await log.read(AGREED_TOPIC, partition, from, EVENTS_A_READ);
        for (const event of events) this.hear(event);
        from = (events.at(-1)?.offset ?? next - 1) + 1;
        this.next.set(partition, from);
      }
    }
    this.looks += 1;
    if (this.looks % FORGET_EVERY_LOOKS === 0) for (const agreements of this.held) agreements.forgetExpired();
  }

  private hear({ data, partition, offset }: LoggedEvent): void {
    if (isAgreedAccess(data)) for (const agreements of this.held) agreements.apply(data);
    else
      this.parts.logger.warn({ topic: AGREED_TOPIC, partition, offset }, 'an event on the topic of agreements is none');
  }
}
