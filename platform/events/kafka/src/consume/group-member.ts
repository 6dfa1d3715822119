import type { Subscription } from '@mesh/events';
import { isFenced, typeOf } from '../wire/codes.js';
import type { Wire } from '../wire/wire.js';
import type { Assignment } from './assignment.js';
import { Bell } from './bell.js';
import { Fetcher } from './fetcher.js';
import type { Membership } from './membership.js';
import type { PartitionWorker } from './partition-worker.js';
import type { TopicPartition } from './work.js';

export interface MemberSettings {
  readonly wire: Wire;
  readonly membership: Membership;
  readonly rebalanceMs: number;
  /** See `Fetcher`. */
  readonly restMs: number;
  /** Begins with a partition that has become this member's. */
  readonly begin: (place: TopicPartition, hasRoom: () => void) => Promise<PartitionWorker>;
  readonly report: (error: unknown) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Why a member stops with the partitions that it has. */
type Ending = 'rebalance' | 'lost' | 'closing';

/** One member of a consumer group: keeps its place in the group, and a worker for every partition that is its own. */
export class GroupMember implements Subscription {
  /** Resolves when the member has partitions for the first time. */
  readonly joined: Promise<void>;
  private hasJoined!: () => void;
  private readonly bell = new Bell();
  private readonly fetcher: Fetcher;
  private workers: PartitionWorker[] = [];
  private leaseEndsMs = Infinity;
  private isClosing = false;
  private readonly leaseWatch: NodeJS.Timeout;
  private readonly running: Promise<void>;
  private closed: Promise<void> | undefined;

  constructor(private readonly settings: MemberSettings) {
    this.joined = new Promise((resolve) => (this.hasJoined = resolve));
    this.fetcher = new Fetcher(settings.wire, settings.report, settings.restMs);
    const watch = () => performance.now() > this.leaseEndsMs && this.loseAll();
    this.leaseWatch = setInterval(watch, settings.membership.leaseMs / 5);
    this.running = this.run();
  }

  close(): Promise<void> {
    return (this.closed ??= this.leave());
  }

  private async leave(): Promise<void> {
    this.isClosing = true;
    this.bell.ring();
    await this.running;
    clearInterval(this.leaseWatch);
    this.fetcher.close();
    await this.settings.membership.leave().catch(this.settings.report);
    await this.settings.wire.close();
  }

  private async run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.isClosing) {
      try {
        await this.begin(await this.settings.membership.join());
        this.hasJoined();
        await this.end(await this.keep());
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        this.loseAll();
        this.forgetAll();
        if (!isFenced(error)) this.settings.report(error);
        await this.bell.wait(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
    this.hasJoined();
  }

  private async begin(assignment: Assignment): Promise<void> {
    this.leaseEndsMs = performance.now() + this.settings.membership.leaseMs;
    const places = [...assignment].flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    const begun = await Promise.allSettled(
      places.map((place) => this.settings.begin(place, () => this.fetcher.look())),
    );
    for (const one of begun) if (one.status === 'fulfilled') this.workers.push(one.value);
    const failed = begun.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    for (const worker of this.workers) {
      this.fetcher.add(worker);
      // A worker that ends by itself has lost its partition: the group has to be asked whose it is.
      void worker.finished.then(() => worker.isLost && this.bell.ring());
    }
  }

  /** Keeps the place in the group until it has to be given up. */
  private async keep(): Promise<Ending> {
    const everyMs = this.settings.membership.leaseMs / 3;
    while (!this.isClosing) {
      await this.bell.wait(everyMs);
      if (this.isClosing) break;
      const ending = await this.beat();
      if (ending !== undefined) return ending;
      if (this.workers.some(({ isLost }) => isLost)) return 'rebalance';
    }
    return 'closing';
  }

  private async beat(): Promise<Ending | undefined> {
    const askedMs = performance.now();
    const { membership, report } = this.settings;
    try {
      await membership.beat();
      this.leaseEndsMs = askedMs + membership.leaseMs;
    } catch (error) {
      if (typeOf(error) === 'REBALANCE_IN_PROGRESS') {
        this.leaseEndsMs = askedMs + membership.leaseMs;
        return 'rebalance';
      }
      if (isFenced(error)) {
        membership.forget();
        return 'lost';
      }
      report(error);
      if (performance.now() > this.leaseEndsMs) return 'lost';
    }
    return undefined;
  }

  /** Gives the partitions up: what is in hand is finished and committed first, unless they are lost already. */
  private async end(ending: Ending): Promise<void> {
    const { membership, rebalanceMs } = this.settings;
    for (const worker of this.workers) {
      this.fetcher.delete(worker);
      worker.stop();
    }
    if (ending === 'lost') this.loseAll();
    let isFinished = false;
    const all = Promise.all(this.workers.map(({ finished }) => finished)).then(() => (isFinished = true));
    const untilMs = performance.now() + (ending === 'closing' ? membership.leaseMs : rebalanceMs);
    while (ending !== 'lost' && !isFinished && performance.now() < untilMs) {
      const pauseMs = Math.min(membership.leaseMs / 3, untilMs - performance.now());
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, pauseMs))]);
      if (!isFinished && (await this.beat()) === 'lost') break;
    }
    // A handler that outlasts all patience must not make anything durable any more.
    this.loseAll();
    this.forgetAll();
  }

  private loseAll(): void {
    for (const worker of this.workers) worker.abort();
  }

  private forgetAll(): void {
    for (const worker of this.workers) this.fetcher.delete(worker);
    this.workers = [];
    this.leaseEndsMs = Infinity;
  }
}
