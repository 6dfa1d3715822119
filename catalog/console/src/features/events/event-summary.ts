/** A field of an event, short enough for a table. */
export interface ShortField {
  readonly name: string;
  readonly value: string;
}

const MOST = 6;
const LONGEST = 40;
/** Times, UUIDs and hashes say little at a glance. */
const UNREADABLE = /^\d{4}-\d{2}-\d{2}T|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[0-9a-f]{32,}$/;

/** The first simple fields of an event's data, without those that its row shows anyway; null and nested ones are left out. */
export function shortFields(data: unknown, without: readonly (string | undefined)[]): readonly ShortField[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .filter(([, value]) => !without.includes(String(value)) && !UNREADABLE.test(String(value)))
    .slice(0, MOST)
    .map(([name, value]) => ({ name, value: String(value).slice(0, LONGEST) }));
}

/** The score that an event tells of; undefined for others. */
export function scoreIdIn(data: unknown): string | undefined {
  const id = typeof data === 'object' && data !== null ? (data as { scoreId?: unknown }).scoreId : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
