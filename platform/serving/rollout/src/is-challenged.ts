import { createHash } from 'node:crypto';

const TWO_TO_48 = 2 ** 48;

/**
 * Whether the challenger answers for an entity: the first 48 bits of SHA-256 over salt and entity, as a number in [0, 1),
 * lie below the share. The same entity always meets the same arm, and a share that grows keeps those it had.
 */
export function isChallenged(salt: string, entity: string, share: number): boolean {
  if (share <= 0) return false;
  if (share >= 1) return true;
  return createHash('sha256').update(`${salt}\0${entity}`).digest().readUIntBE(0, 6) / TWO_TO_48 < share;
}
