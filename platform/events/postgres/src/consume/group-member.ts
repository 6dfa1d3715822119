import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '@mesh/database';
import type { ConsumeSettings, Subscription } from '@mesh/events';
import type { Reader } from '../read/reader.js';
import type { Schemas } from '../schemas.js';
import type { Topic } from '../topics.js';
import type { Wakes } from '../wakes.js';
import { Bell } from './bell.js';
import { release, type Claim } from './claim.js';
import { PartitionWorker } from './partition-worker.js';
import { placesToRedeliver } from './redelivery.js';
import type { Work } from './work.js';

const CHANNEL = 'mesh_events_groups';
const LONGEST_POLL_MS = 2_000;

interface Share {
  readonly topic_id: number;
  readonly partition: number;
  readonly epoch: number;
  readonly committed: number;
  readonly keep: boolean;
}

export interface MemberSettings extends Required<Omit<ConsumeSettings, 'topics' | 'order'>> {
  readonly topics: readonly Topic[];
  readonly database: Database;
  readonly reader: Pick<Reader, 'read'>;
  readonly schemas: Schemas;
  readonly wakes: Wakes;
  readonly work: Work;
  readonly report: (error: unknown) => void;
}

interface Running {
  readonly worker: PartitionWorker;
  readonly unhook: () => void;
  isLeaving: boolean;
}

/** One member of a consumer group: keeps its lease, and a worker for every partition that is its own. */
export class GroupMember implements Subscription {
  private readonly id = randomUUID();
  private readonly bell = new Bell();
  private readonly running = new Map<string, Running>();
  private leaseEndsMs = 0;
  private isClosing = false;
  private stopListening: (() => Promise<void>) | undefined;
  private leaseWatch: NodeJS.Timeout | undefined;
  private keeping: Promise<void> = Promise.resolve();
  private closed: Promise<void> | undefined;

  constructor(private readonly settings: MemberSettings) {}

  async start(): Promise<this> {
    const { database, group, leaseMs } = this.settings;
    const mine = createHash('md5').update(group).digest('hex');
    // An empty word comes when notifications were lost for a while.
    this.stopListening = await database.listen(CHANNEL, (word) => (word === mine || word === '') && this.bell.ring());
    await this.renew();
    this.leaseWatch = setInterval(() => performance.now() > this.leaseEndsMs && this.loseAll(), leaseMs / 5);
    this.keeping = this.keep();
    return this;
  }

  close(): Promise<void> {
    return (this.closed ??= this.leave());
  }

  private async leave(): Promise<void> {
    this.isClosing = true;
    this.bell.ring();
    // At once, not after a renewal in hand: no worker begins another batch.
    for (const { worker } of this.running.values()) worker.stop();
    await this.keeping;
    const workers = [...this.running.values()].map(({ worker }) => worker);
    for (const worker of workers) worker.stop();
    // The lease is kept no longer, so a handler that outlasts it is aborted and not waited for.
    const allFinished = Promise.all(workers.map((worker) => worker.finished.then(() => this.forget(worker))));
    await Promise.race([
      allFinished,
      new Promise((resolve) => setTimeout(resolve, this.leaseEndsMs - performance.now()).unref()),
    ]);
    this.loseAll();
    clearInterval(this.leaseWatch);
    await this.stopListening?.();
    await this.settings.database.query('SELECT events.leave($1, $2)', [this.settings.group, this.id]);
  }

  private async keep(): Promise<void> {
    const everyMs = this.settings.leaseMs / 3;
    while (!this.isClosing) {
      await this.bell.wait(everyMs);
      this.bell.reset();
      if (this.isClosing) return;
      await this.renew().catch(this.settings.report);
    }
  }

  private async renew(): Promise<void> {
    const { database, group, topics, from, leaseMs } = this.settings;
    const askedMs = performance.now();
    const shares = await database.query<Share>('SELECT * FROM events.keep_lease($1, $2, $3, $4, $5)', [
      ...[group, this.id, topics.map(({ id }) => id), from === 'latest', leaseMs],
    ]);
    this.leaseEndsMs = askedMs + leaseMs;
    const epochs = new Map(shares.map((share) => [placeOf(share), share.epoch]));
    for (const { worker } of [...this.running.values()]) {
      if (epochs.get(placeOfClaim(worker.claim)) !== worker.claim.epoch) this.lose(worker);
    }
    if (this.isClosing) return;
    for (const share of shares) await this.adjust(share);
    for (const place of await placesToRedeliver(database, group)) this.running.get(place)?.worker.redeliver();
  }

  private async adjust(share: Share): Promise<void> {
    const running = this.running.get(placeOf(share));
    if (running === undefined && share.keep) return this.begin(share);
    const claim = running?.worker.claim ?? this.claimOf(share);
    if (share.keep || running?.isLeaving === true || claim === undefined) return;
    if (running === undefined) return release(this.settings.database, claim);
    running.isLeaving = true;
    running.worker.stop();
    void running.worker.finished
      .then(() => {
        this.forget(running.worker);
        return release(this.settings.database, claim);
      })
      .catch(this.settings.report);
  }

  private async begin(share: Share): Promise<void> {
    const claim = this.claimOf(share);
    if (claim === undefined) return;
    const bell = new Bell();
    const unhook = await this.settings.wakes.on(placeOf(share), bell.ring);
    const pollMs = Math.min(this.settings.leaseMs / 2, LONGEST_POLL_MS);
    const worker = new PartitionWorker({ ...this.settings, claim, bell, pollMs }, share.committed);
    this.running.set(placeOf(share), { worker, unhook, isLeaving: false });
    // A worker that ends by itself has lost its claim; the next renewal may claim anew.
    void worker.finished.then(() => this.running.get(placeOf(share))?.isLeaving === false && this.forget(worker));
  }

  private claimOf({ topic_id, partition, epoch }: Share): Claim | undefined {
    const topic = this.settings.topics.find(({ id }) => id === topic_id);
    return topic && { group: this.settings.group, member: this.id, topic, partition, epoch };
  }

  private loseAll(): void {
    for (const { worker } of [...this.running.values()]) this.lose(worker);
  }

  private lose(worker: PartitionWorker): void {
    worker.abort();
    this.forget(worker);
  }

  private forget(worker: PartitionWorker): void {
    const place = placeOfClaim(worker.claim);
    const running = this.running.get(place);
    if (running?.worker !== worker) return;
    running.unhook();
    this.running.delete(place);
  }
}

const placeOf = ({ topic_id, partition }: Share) => `${topic_id}:${partition}`;
const placeOfClaim = ({ topic, partition }: Claim) => `${topic.id}:${partition}`;
