import kafkajs, { type Admin } from 'kafkajs';
import { EventErrors, type TopicDrift, type TopicSettings } from '@mesh/events';
import { typeOf } from '../wire/codes.js';
import { patiently, within } from '../wire/patiently.js';
import type { Wire } from '../wire/wire.js';
import { checked, creation, NAME, type DeclaredTopic } from './topic-settings.js';

/** A topic as it is. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** Bytes of the largest batch that it takes. */
  readonly maxMessageBytes: number;
  readonly retentionMs: number;
  readonly isCompacted: boolean;
  readonly replicas: number;
}

/** What Kafka itself allows where a topic says nothing. */
const USUAL_MESSAGE_BYTES = 1_048_588;
const RECENT_MS = 1_000;
const SEEN_WITHIN_MS = 10_000;
const CONFIGS = ['retention.ms', 'cleanup.policy', 'max.message.bytes'];

/** The topics of the log; what was seen once is remembered, since partitions never change. */
export class Topics {
  private readonly known = new Map<string, Topic>();
  private recent: { readonly names: Promise<ReadonlySet<string>>; readonly untilMs: number } | undefined;

  constructor(
    private readonly wire: Wire,
    private readonly admin: Admin,
  ) {}

  /** Makes the topic where it is missing; where it is there, says what is not as declared. */
  async declare(settings: TopicSettings): Promise<readonly TopicDrift[]> {
    const declared = checked(settings);
    const present = (await this.look(declared.name)) ?? (await this.make(declared));
    if (settings.partitions !== undefined && present.partitions !== settings.partitions) {
      const { name, partitions } = present;
      throw EventErrors.PARTITIONS_DIFFER({ topic: name, present: partitions, declared: settings.partitions });
    }
    return driftOf(settings, present);
  }

  /** Makes a topic of the log's own, such as one of dead letters. */
  async make(declared: DeclaredTopic, config: Readonly<Record<string, string>> = {}): Promise<Topic> {
    const { brokers } = await (await this.wire.any()).metadata([]);
    await this.admin
      .createTopics({ topics: [creation(declared, brokers.length, config)], waitForLeaders: false })
      .catch((error: unknown) => {
        // Somebody else was faster.
        if (typeOf(error) !== 'TOPIC_ALREADY_EXISTS') throw error;
      });
    return patiently(async () => {
      const made = await this.look(declared.name);
      if (made === undefined) throw Object.assign(new Error('the topic is not known yet'), { code: 3 });
      return made;
    }, within(SEEN_WITHIN_MS));
  }

  /** The topic as far as it was seen before. */
  remembered(name: string): Topic | undefined {
    return this.known.get(name);
  }

  all(): readonly Topic[] {
    return [...this.known.values()];
  }

  async named(name: string): Promise<Topic> {
    const topic = this.known.get(name) ?? (NAME.test(name) ? await this.look(name) : undefined);
    if (topic === undefined) throw EventErrors.UNKNOWN_TOPIC(NAME.test(name) ? { topic: name } : {});
    return topic;
  }

  /** All topics of the brokers, also those of others. */
  async names(): Promise<ReadonlySet<string>> {
    const { topicMetadata } = await (await this.wire.any()).metadata([]);
    return new Set(topicMetadata.map(({ topic }) => topic));
  }

  /** All topics as they were a moment ago: asked for once, however many look. */
  recentNames(): Promise<ReadonlySet<string>> {
    if (this.recent !== undefined && performance.now() < this.recent.untilMs) return this.recent.names;
    const names = this.names();
    this.recent = { names, untilMs: performance.now() + RECENT_MS };
    names.catch(() => (this.recent = undefined));
    return names;
  }

  /** Asks the brokers for the topic; undefined when there is none. */
  async look(name: string): Promise<Topic | undefined> {
    const found = await this.partitionsOf(name);
    if (found === undefined) return undefined;
    const configs = await this.configsOf(name);
    const topic = {
      name,
      partitions: found.length,
      replicas: found[0]?.replicas.length ?? 1,
      retentionMs: Number(configs.get('retention.ms') ?? -1),
      isCompacted: (configs.get('cleanup.policy') ?? 'delete').includes('compact'),
      maxMessageBytes: Number(configs.get('max.message.bytes') ?? USUAL_MESSAGE_BYTES),
    };
    this.known.set(name, topic);
    return topic;
  }

  private async partitionsOf(name: string) {
    try {
      const { topicMetadata } = await patiently(
        async () => (await this.wire.any()).metadata([name]),
        // A topic that is missing is no fault that passes.
        { ...within(SEEN_WITHIN_MS), missed: throwUnknown },
      );
      return topicMetadata[0]?.partitionMetadata;
    } catch (error) {
      if (typeOf(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined;
      throw error;
    }
  }

  /** What an account may not see is taken to be as usual. */
  private async configsOf(name: string): Promise<ReadonlyMap<string, string>> {
    const type = kafkajs.ConfigResourceTypes.TOPIC;
    const { resources } = await this.admin
      .describeConfigs({ includeSynonyms: false, resources: [{ type, name, configNames: CONFIGS }] })
      .catch((error: unknown) => {
        if (/AUTHORIZATION/.test(typeOf(error))) return { resources: [] };
        throw error;
      });
    const entries = resources[0]?.configEntries ?? [];
    return new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
  }
}

function throwUnknown(error: unknown): void {
  if (typeOf(error) === 'UNKNOWN_TOPIC_OR_PARTITION') throw error;
}

/** Only what was declared can differ: the rest is left to those who run the brokers. */
function driftOf(settings: TopicSettings, present: Topic): readonly TopicDrift[] {
  const pairs = [
    ['retentionMs', present.isCompacted ? undefined : settings.retentionMs, present.retentionMs],
    ['compacted', settings.compacted, present.isCompacted],
    ['replicas', settings.replicas, present.replicas],
  ] as const;
  return pairs.flatMap(([setting, declared, actual]) =>
    declared === undefined || declared === actual ? [] : [{ topic: present.name, setting, declared, actual }],
  );
}
