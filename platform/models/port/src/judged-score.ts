import { createHash } from 'node:crypto';

/** A score whose outcome became known. */
export interface JudgedScore {
  readonly scoreId: string;
  /** The version that answered. */
  readonly version: string;
  /** 0–1. */
  readonly probability: number;
  readonly outcome: 0 | 1;
  /** When it was scored, RFC 3339. */
  readonly scoredAt: string;
  /** What a version that only listens says of the same row. */
  readonly shadow?: { readonly version: string; readonly probability: number };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of a score as a UUID: itself where it is one, else the first 128 bits of its SHA-256; one score has one, whoever tells of it. */
export function scoreUuid(scoreId: string): string {
  if (UUID.test(scoreId)) return scoreId;
  const digits = createHash('sha256').update(scoreId).digest('hex');
  return [0, 8, 12, 16, 20].map((from, nth, starts) => digits.slice(from, starts[nth + 1] ?? 32)).join('-');
}
