/** A score whose outcome is known: all that is kept of it, thirteen bytes. */
export interface JudgedCase {
  readonly probability: number;
  readonly outcome: number;
  readonly version: number;
  readonly groups: number;
}

const BYTES_A_CASE = 13;

/** Cases column by column: probabilities (binary32), versions, groups (uint32) and outcomes (uint8), little-endian. */
export function encodeBlock(cases: readonly JudgedCase[]): Buffer {
  const bytes = Buffer.allocUnsafe(cases.length * BYTES_A_CASE);
  const n = cases.length;
  cases.forEach(({ probability, outcome, version, groups }, i) => {
    bytes.writeFloatLE(probability, i * 4);
    bytes.writeUInt32LE(version, (n + i) * 4);
    bytes.writeUInt32LE(groups >>> 0, (2 * n + i) * 4);
    bytes.writeUInt8(outcome, 3 * n * 4 + i);
  });
  return bytes;
}

/** Reads a block back, case by case. */
export function decodeBlock(
  bytes: Buffer,
  take: (probability: number, outcome: number, version: number, groups: number) => void,
): void {
  const n = bytes.length / BYTES_A_CASE;
  for (let i = 0; i < n; i++)
    take(
      bytes.readFloatLE(i * 4),
      bytes.readUInt8(3 * n * 4 + i),
      bytes.readUInt32LE((n + i) * 4),
      bytes.readUInt32LE((2 * n + i) * 4),
    );
}
