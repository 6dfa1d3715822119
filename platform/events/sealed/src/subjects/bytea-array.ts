/** PostgreSQL's binary format of an array of one dimension: dimensions, has-nulls, element type, length, lower bound. */
const HEADER_BYTES = 20;
const BYTEA_OID = 17;

/** A parameter of type bytea[] in the binary format: as text each byte would be two characters. */
export function byteaArray(values: readonly (Buffer | null)[]): Buffer {
  const size = values.reduce((sum, value) => sum + 4 + (value?.length ?? 0), HEADER_BYTES);
  const bytes = Buffer.allocUnsafe(size);
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  bytes.writeInt32BE(BYTEA_OID, 8);
  bytes.writeInt32BE(values.length, 12);
  let end = bytes.writeInt32BE(1, 16);
  for (const value of values) {
    end = bytes.writeInt32BE(value?.length ?? -1, end);
    if (value !== null) end += value.copy(bytes, end);
  }
  return bytes;
}
