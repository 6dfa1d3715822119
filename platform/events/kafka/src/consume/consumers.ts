import type { BatchHandler, ConsumeSettings, Step, Subscription } from '@mesh/events';
import type { DeadLetters } from '../dead-letters/dead-letters.js';
import { ended, letterOf } from '../dead-letters/letter-record.js';
import { letterTopic } from '../dead-letters/letter-topic.js';
import { ReturningLetters } from '../dead-letters/returning-letters.js';
import { EARLIEST, LATEST, offsetsOf } from '../read/offsets.js';
import type { RecordReader } from '../read/record-reader.js';
import type { Topics } from '../topics/topics.js';
import { Stepping } from '../transform/stepping.js';
import { TransactionalProducer } from '../transform/transactional-producer.js';
import type { Client } from '../wire/client.js';
import { patiently, within } from '../wire/patiently.js';
import type { Wire } from '../wire/wire.js';
import { GroupMember } from './group-member.js';
import { Handing } from './handing.js';
import { Membership } from './membership.js';
import { PartitionWorker } from './partition-worker.js';
import type { Progress } from './window.js';
import type { TopicPartition, Work } from './work.js';

export interface ConsumersParts {
  readonly client: Client;
  readonly wire: Wire;
  readonly topics: Topics;
  readonly records: RecordReader;
  readonly letters: DeadLetters;
  readonly report: (error: unknown) => void;
}

type Settings = Required<ConsumeSettings>;
type Making = (parts: { settings: Settings; wire: Wire; membership: Membership; place: TopicPartition }) => Work;

const DEFAULTS = {
  from: 'earliest',
  maxBatch: 500,
  lingerMs: 0,
  maxAttempts: 5,
  leaseMs: 10_000,
  order: 'partition',
} as const;
const BEGUN_WITHIN_MS = 30_000;
/** A transaction costs a broker about the same for two events as for two hundred. */
const TRANSACTION_PACE_MS = 100;
/** Requests for more come so many times while a batch gathers. */
const READS_WHILE_GATHERING = 3;
const LONGEST_REST_MS = 250;
/** The others of a group wait so many leases for a batch in hand. */
const REBALANCE_LEASES = 3;

/** The members of groups that this log has. */
export class Consumers {
  private readonly members = new Set<Subscription>();

  constructor(private readonly parts: ConsumersParts) {}

  subscribe(settings: ConsumeSettings, handle: BatchHandler): Promise<Subscription> {
    const { letters } = this.parts;
    return this.join(settings, 0, ({ settings: { group }, membership, place }) => {
      return new Handing({ membership, place, handle, putLetter: (record) => letters.put(place.topic, group, record) });
    });
  }

  transform(settings: ConsumeSettings, step: Step): Promise<Subscription> {
    const { topics } = this.parts;
    return this.join(settings, TRANSACTION_PACE_MS, ({ settings: { group }, wire, place }) => {
      const producer = new TransactionalProducer(wire, `${group}-${place.topic}-${place.partition}`);
      const topicOf = (name: string) => topics.named(name);
      return new Stepping({
        producer,
        group,
        place,
        topicOf,
        letterTopic: () => letterTopic(topics, place.topic, group),
        step,
      });
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.close()));
  }

  private async join(given: ConsumeSettings, paceMs: number, make: Making): Promise<Subscription> {
    const { client, topics, records, report } = this.parts;
    const settings: Settings = { ...DEFAULTS, ...given };
    for (const name of settings.topics) await topics.named(name);
    const wire = client.wire();
    const rebalanceMs = settings.leaseMs * REBALANCE_LEASES;
    const membership = new Membership({ ...settings, wire, rebalanceMs });
    const workers = new Map<string, PartitionWorker>();
    const begin = async (place: TopicPartition, hasRoom: () => void): Promise<PartitionWorker> => {
      const work = make({ settings, wire, membership, place });
      const worker = await this.begin({ settings, paceMs, wire, membership, place, work, hasRoom });
      workers.set(`${place.topic}/${place.partition}`, worker);
      return worker;
    };
    const restMs = Math.min(Math.max(settings.lingerMs, paceMs) / READS_WHILE_GATHERING, LONGEST_REST_MS);
    const member = new GroupMember({ wire, membership, rebalanceMs, restMs, begin, report });
    const returning = new ReturningLetters({
      ...{ wire: this.parts.wire, topics, records, report, group: settings.group, names: settings.topics },
      offer: (event, openAtMs) => workers.get(`${event.topic}/${event.partition}`)?.takeBack(event, openAtMs),
    });
    const close = async () => {
      await Promise.all([returning.close(), member.close()]);
      this.members.delete(subscription);
    };
    const subscription = { close };
    this.members.add(subscription);
    // Where the end is, is decided now and not when the first event comes.
    if (settings.from === 'latest') await member.joined;
    return subscription;
  }

  private async begin(one: {
    settings: Settings;
    paceMs: number;
    wire: Wire;
    membership: Membership;
    place: TopicPartition;
    work: Work;
    hasRoom: () => void;
  }): Promise<PartitionWorker> {
    const { settings, paceMs, wire, place, work, hasRoom } = one;
    const { group, order } = settings;
    await work.begin();
    const from = await patiently(() => this.startOf(one), within(BEGUN_WITHIN_MS));
    return new PartitionWorker(
      {
        ...settings,
        ...{ paceMs, place, work, hasRoom, report: this.parts.report },
        laneOf: order === 'key' ? (event) => event.key : () => '',
        earliest: async () => (await offsetsOf(wire, { name: place.topic }, EARLIEST)).get(place.partition) ?? 0,
        letterOf: (event, cause, attempts) => letterOf(event, { group, cause, attempts, deadAt: new Date() }),
        endOf: ended,
      },
      from,
    );
  }

  private async startOf({
    settings,
    wire,
    membership,
    place: { topic, partition },
  }: {
    settings: Settings;
    wire: Wire;
    membership: Membership;
    place: TopicPartition;
  }): Promise<Progress> {
    const committed = await membership.committed(topic, partition);
    if (committed !== undefined) return committed;
    const isLatest = settings.from === 'latest';
    const offsets = await offsetsOf(wire, { name: topic }, isLatest ? LATEST : EARLIEST);
    const progress = { offset: offsets.get(partition) ?? 0, ahead: [] };
    if (isLatest) await membership.commit(topic, partition, progress);
    return progress;
  }
}
