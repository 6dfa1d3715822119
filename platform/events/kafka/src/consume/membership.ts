import { typeOf } from '../wire/codes.js';
import type { Wire } from '../wire/wire.js';
import { assignmentOf, metadataOf, PROTOCOL, shared, topicsOf, type Assignment } from './assignment.js';
import { progressOf, progressText } from './progress-text.js';
import type { Progress } from './window.js';

export interface MembershipSettings {
  readonly wire: Wire;
  readonly group: string;
  readonly topics: readonly string[];
  /** A member that was not heard for so long has lost its partitions. */
  readonly leaseMs: number;
  /** How long the others wait for a member to finish what it has in hand. */
  readonly rebalanceMs: number;
}

/** The shortest lease that brokers grant unless they are told otherwise. */
const USUAL_SHORTEST_LEASE_MS = 6_000;

/** A place in a consumer group, by Kafka's own group protocol; the coordinator refuses whoever has lost it. */
export class Membership {
  /** What the coordinator granted. */
  leaseMs: number;
  private memberId = '';
  private generation = -1;

  constructor(private readonly settings: MembershipSettings) {
    this.leaseMs = settings.leaseMs;
  }

  /** Joins or joins again, with all other members; gives the partitions that are this member's from now on. */
  async join(): Promise<Assignment> {
    try {
      return await this.attempt();
    } catch (error) {
      if (typeOf(error) === 'UNKNOWN_MEMBER_ID') this.memberId = '';
      if (typeOf(error) !== 'INVALID_SESSION_TIMEOUT' || this.leaseMs >= USUAL_SHORTEST_LEASE_MS) throw error;
      this.leaseMs = USUAL_SHORTEST_LEASE_MS;
      return this.join();
    }
  }

  /** The next join is that of a new member. */
  forget(): void {
    this.memberId = '';
    this.generation = -1;
  }

  async beat(): Promise<void> {
    const { group: groupId } = this.settings;
    const { memberId, generation } = this;
    await this.ask((broker) => broker.heartbeat({ groupId, groupGenerationId: generation, memberId }));
  }

  async leave(): Promise<void> {
    const { group: groupId } = this.settings;
    const { memberId } = this;
    if (memberId !== '') await this.ask((broker) => broker.leaveGroup({ groupId, memberId }));
    this.forget();
  }

  async commit(topic: string, partition: number, progress: Progress): Promise<void> {
    const { group: groupId } = this.settings;
    const { memberId, generation: groupGenerationId } = this;
    const place = { partition, offset: String(progress.offset), metadata: progressText(progress) };
    await this.ask((broker) =>
      broker.offsetCommit({ groupId, groupGenerationId, memberId, topics: [{ topic, partitions: [place] }] }),
    );
  }

  /** What the group has committed of a partition. */
  async committed(topic: string, partition: number): Promise<Progress | undefined> {
    const { group: groupId } = this.settings;
    const { responses } = await this.ask((broker) =>
      broker.offsetFetch({ groupId, topics: [{ topic, partitions: [{ partition }] }] }),
    );
    const found = responses[0]?.partitions[0];
    if (found === undefined || Number(found.offset) < 0) return undefined;
    return progressOf(Number(found.offset), found.metadata);
  }

  private async attempt(): Promise<Assignment> {
    const { group: groupId, topics, rebalanceMs } = this.settings;
    const joined = await this.ask((broker) =>
      broker.joinGroup({
        groupId,
        sessionTimeout: this.leaseMs,
        rebalanceTimeout: rebalanceMs,
        memberId: this.memberId,
        groupProtocols: [{ name: PROTOCOL, metadata: metadataOf(topics) }],
      }),
    );
    this.memberId = joined.memberId;
    this.generation = joined.generationId;
    const { memberId, generation: generationId } = this;
    const groupAssignment = joined.leaderId === memberId ? await this.share(joined.members) : [];
    const { memberAssignment } = await this.ask((broker) =>
      broker.syncGroup({ groupId, generationId, memberId, groupAssignment }),
    );
    return assignmentOf(memberAssignment);
  }

  private async share(members: Parameters<typeof shared>[0]) {
    const topics = [...new Set(members.flatMap(topicsOf))];
    const partitions = await Promise.all(
      topics.map(async (topic) => [topic, [...(await this.settings.wire.leadersOf(topic)).keys()]] as const),
    );
    return shared(members, new Map(partitions));
  }

  private ask<Result>(ask: Parameters<typeof this.settings.wire.askCoordinator<Result>>[1]): Promise<Result> {
    const { wire, group } = this.settings;
    return wire.askCoordinator(() => wire.groupCoordinator(group), ask);
  }
}
