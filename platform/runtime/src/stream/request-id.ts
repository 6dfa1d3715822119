import { hash } from 'node:crypto';
import type { LoggedEvent } from '@mesh/events';

/**
 * An id for what follows from an event, the same each time the event comes, from whichever offset: a UUIDv7 (RFC 9562
 * section 5.7) with the time of the event, so that a trace finds it, and bits of the hash of (source, id) and `purpose`.
 */
export function requestIdOf(
  { source, id, time }: Pick<LoggedEvent, 'source' | 'id' | 'time'>,
  purpose: string,
): string {
  const bytes = hash('sha256', `${purpose}\n${source}\n${id}`, 'buffer').subarray(0, 16);
  const at = Date.parse(time);
  bytes.writeUIntBE(Number.isFinite(at) && at > 0 ? at : 0, 0, 6);
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x70;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
