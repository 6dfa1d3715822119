/** A message that a writer has handed over. */
export interface Written {
  readonly id: string;
  readonly key: string;
  /** Its number among those of its writer. */
  readonly seq: number;
  /** Whether the log has said that it is durable. */
  readonly isAcknowledged: boolean;
}

/** A message as it was found, in a log or among effects; the order in which they are found counts for each key. */
export interface Found {
  readonly id: string;
  readonly isWhole: boolean;
}

/** The ids of messages that are not as promised. */
export interface Verdict {
  /** Acknowledged, and not found. */
  readonly lost: readonly string[];
  /** Found more than once. */
  readonly doubled: readonly string[];
  /** First found after a message of the same key that was written later. */
  readonly reordered: readonly string[];
  /** Found with other contents than it was written with. */
  readonly torn: readonly string[];
  /** Found, and never written. */
  readonly unknown: readonly string[];
}

/** What a history without fault is judged. */
export const FLAWLESS: Verdict = { lost: [], doubled: [], reordered: [], torn: [], unknown: [] };

/** Compares what was found with what was written. What was written without an answer may be found or not. */
export function judge(written: readonly Written[], found: readonly Found[]): Verdict {
  const known = new Map(written.map((message) => [message.id, message]));
  const times = new Map<string, number>();
  const latest = new Map<string, number>();
  const reordered: string[] = [];
  for (const { id } of found) {
    const message = known.get(id);
    const before = times.get(id) ?? 0;
    times.set(id, before + 1);
    if (message === undefined || before > 0) continue;
    const { key, seq } = message;
    const last = latest.get(key) ?? -1;
    if (seq < last) reordered.push(id);
    latest.set(key, Math.max(seq, last));
  }
  return {
    lost: written.filter(({ id, isAcknowledged }) => isAcknowledged && !times.has(id)).map(({ id }) => id),
    doubled: [...times].filter(([, count]) => count > 1).map(([id]) => id),
    reordered,
    torn: [...new Set(found.filter(({ isWhole }) => !isWhole).map(({ id }) => id))],
    unknown: [...times.keys()].filter((id) => !known.has(id)),
  };
}
