import kafkajs from 'kafkajs';

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;

/** Partitions by topic. */
export type Assignment = ReadonlyMap<string, readonly number[]>;

/** The name by which members agree how partitions are shared. */
export const PROTOCOL = 'mesh-even';
const VERSION = 0;

interface Member {
  readonly memberId: string;
  readonly memberMetadata: Buffer;
}

export const metadataOf = (topics: readonly string[]): Buffer =>
  MemberMetadata.encode({ version: VERSION, topics: [...topics], userData: Buffer.alloc(0) });

export const topicsOf = ({ memberMetadata }: Member): readonly string[] =>
  MemberMetadata.decode(memberMetadata)?.topics ?? [];

/** Shares evenly: partition p of the nth topic belongs to member number (p + n) modulo of those who read it. */
export function shared(
  members: readonly Member[],
  partitionsOf: ReadonlyMap<string, readonly number[]>,
): readonly { memberId: string; memberAssignment: Buffer }[] {
  const sorted = [...members].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const wanted = new Map(sorted.map((member) => [member.memberId, new Set(topicsOf(member))]));
  const shares = new Map<string, Record<string, number[]>>(sorted.map(({ memberId }) => [memberId, {}]));
  [...partitionsOf.keys()].sort().forEach((topic, nth) => {
    const readers = sorted.filter(({ memberId }) => wanted.get(memberId)?.has(topic) === true);
    if (readers.length === 0) return;
    for (const partition of partitionsOf.get(topic) ?? []) {
      const share = shares.get(readers[(partition + nth) % readers.length]!.memberId)!;
      (share[topic] ??= []).push(partition);
    }
  });
  return [...shares].map(([memberId, assignment]) => ({
    memberId,
    memberAssignment: MemberAssignment.encode({ version: VERSION, assignment, userData: Buffer.alloc(0) }),
  }));
}

export const assignmentOf = (bytes: Buffer): Assignment =>
  new Map(Object.entries(bytes.length === 0 ? {} : (MemberAssignment.decode(bytes)?.assignment ?? {})));
