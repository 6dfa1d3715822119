/** Most bytes that an attribute of the longest allowed length takes in UTF-8. */
const scratch = Buffer.allocUnsafe(4_096);

/**
 * The partition of a key: murmur2 of its UTF-8 bytes, made positive, modulo the number of partitions. The same as the
 * default partitioner of Kafka, so that a key keeps its place when the log moves there.
 */
export function partitionOf(key: string, partitions: number): number {
  const bytes = key.length * 3 <= scratch.length ? scratch : Buffer.allocUnsafe(key.length * 3);
  return (murmur2(bytes, bytes.write(key, 0, 'utf8')) & 0x7fffffff) % partitions;
}

/** MurmurHash2, 32 bits, with the seed of Kafka, of the first `length` bytes. */
export function murmur2(bytes: Buffer, length: number): number {
  const MULTIPLIER = 0x5bd1e995;
  let hash = 0x9747b28c ^ length;
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(bytes.readInt32LE(at), MULTIPLIER);
    word ^= word >>> 24;
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(word, MULTIPLIER);
  }
  if (length > whole) {
    for (let at = length - 1; at >= whole; at -= 1) hash ^= (bytes[at] ?? 0) << ((at - whole) * 8);
    hash = Math.imul(hash, MULTIPLIER);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
}
