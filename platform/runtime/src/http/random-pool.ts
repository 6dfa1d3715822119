import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 16_384;

const pool = Buffer.allocUnsafeSlow(POOL_BYTES);
let used = POOL_BYTES;

/** Random bytes from a pool that is filled by one call into the kernel for a thousand requests; valid until the next turn. */
export const pooledRandom = (bytes: number): Buffer => pool.subarray(taken(bytes), used);

/** The same as hexadecimal digits, two a byte, which live on. */
export const pooledRandomHex = (bytes: number): string => pool.toString('hex', taken(bytes), used);

function taken(bytes: number): number {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return used - bytes;
}
