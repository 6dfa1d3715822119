/** When a product counts as served. */
export interface Presence {
  readonly status: 'up' | 'away';
  /** RFC 3339. */
  readonly lastSeenAt: string;
}

/** As many may be lost before a product counts as away. */
export const MISSED_BEATS = 3;

/** A product is away once each of its instances has stopped or has missed three beats. */
export function presenceOf(
  seen: { readonly lastSeenAt: Date; readonly lastAliveAt: Date | undefined },
  at: { readonly now: Date; readonly beatMs: number },
): Presence {
  const alive =
    seen.lastAliveAt !== undefined && at.now.getTime() - seen.lastAliveAt.getTime() <= MISSED_BEATS * at.beatMs;
  return { status: alive ? 'up' : 'away', lastSeenAt: seen.lastSeenAt.toISOString() };
}
