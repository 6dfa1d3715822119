/** Domains whose place is promised, in its order; any other follows them in the order of the alphabet. */
const PROMISED: readonly string[] = ['cardiology', 'epidemiology', 'logistics', 'radiology'];

/** Every domain that has a place, the first of which is next to the control plane. */
export function inPlaceOrder(domains: readonly string[]): readonly string[] {
  return [...PROMISED, ...[...new Set(domains)].filter((name) => !PROMISED.includes(name)).sort()];
}

/** How far the port of a promised domain is from the control plane's; undefined for any other, whose place can move. */
export function promisedPlaceOf(domain: string): number | undefined {
  const place = PROMISED.indexOf(domain);
  return place < 0 ? undefined : place + 1;
}
