/** An event as it came: a CloudEvent in JSON. */
export interface LiveEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  /** Absent where the entity is a person that the reader may not know. */
  readonly partitionkey?: string;
  readonly data: unknown;
}

/** What is kept of a stream. */
export interface LiveBuffer {
  /** The newest first. */
  readonly events: readonly LiveEvent[];
  readonly total: number;
  /** When the latest ones happened, in milliseconds since 1970. */
  readonly recent: readonly number[];
}

/** Rows that the table keeps; older ones give way. */
export const KEPT = 200;
/** The rate is that of so many milliseconds. */
export const RATE_OVER_MS = 10_000;

/** A buffer before the first event. */
export const NOTHING_YET: LiveBuffer = { events: [], total: 0, recent: [] };

/** The buffer with events that have come by `nowMs`. One that is there already (same source and id) is not added again. */
export function withEvents(before: LiveBuffer, came: readonly LiveEvent[], nowMs: number): LiveBuffer {
  const known = new Set(before.events.map(keyOf));
  const fresh = came.filter((event) => !known.has(keyOf(event)) && known.add(keyOf(event)));
  const isRecent = (atMs: number) => atMs > nowMs - RATE_OVER_MS;
  return {
    events: [...fresh.toReversed(), ...before.events].slice(0, KEPT),
    total: before.total + fresh.length,
    recent: [...before.recent, ...fresh.map(({ time }) => Date.parse(time))].filter(isRecent),
  };
}

/** Events a second that happened in the last ten seconds, or since the time that the stream covers when that is less. */
export function rateAt({ recent }: LiveBuffer, nowMs: number, coversFromMs: number): number {
  const seconds = Math.min(RATE_OVER_MS, Math.max(1_000, nowMs - coversFromMs)) / 1_000;
  return recent.filter((at) => at > nowMs - RATE_OVER_MS).length / seconds;
}

/** What tells an event from all others. */
export const keyOf = ({ source, id }: LiveEvent): string => `${source} ${id}`;

/** Reads the data of a stream's message; undefined for what is no CloudEvent. */
export function liveEvent(text: string): LiveEvent | undefined {
  try {
    const event = JSON.parse(text) as Partial<LiveEvent> | null;
    const isEvent = [event?.id, event?.type, event?.source, event?.time].every((part) => typeof part === 'string');
    return isEvent ? (event as LiveEvent) : undefined;
  } catch {
    return undefined;
  }
}
