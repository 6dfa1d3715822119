/** What an auditor looks for; empty parts do not narrow. Times are those of `datetime-local` fields. */
export interface AuditFilter {
  readonly from: string;
  readonly to: string;
  readonly caller: string;
  readonly port: string;
  readonly purpose: string;
  readonly permitted: '' | 'true' | 'false';
  readonly traceId: string;
}

/** A filter that lets everything through. */
export const EVERYTHING: AuditFilter = {
  from: '',
  to: '',
  caller: '',
  port: '',
  purpose: '',
  permitted: '',
  traceId: '',
};

/** Reads a filter from the address of the page; what is unknown there is left out. */
export function filterIn(address: URLSearchParams): AuditFilter {
  const text = (name: keyof AuditFilter) => address.get(name) ?? '';
  const permitted = text('permitted');
  return {
    from: text('from'),
    to: text('to'),
    caller: text('caller'),
    port: text('port'),
    purpose: text('purpose'),
    permitted: permitted === 'true' || permitted === 'false' ? permitted : '',
    traceId: text('traceId'),
  };
}

/** Writes a filter for the address of the page. */
export const addressOf = (filter: AuditFilter): URLSearchParams =>
  new URLSearchParams(Object.entries(filter).filter(([, value]) => value.trim() !== ''));

/** The filter as the audit record takes it: local times become instants. */
export function queryOf(filter: AuditFilter): Readonly<Record<string, string>> {
  const instant = (text: string) => (Number.isNaN(Date.parse(text)) ? '' : new Date(text).toISOString());
  const { from, to, ...rest } = filter;
  const query = { ...rest, from: instant(from), to: instant(to), traceId: filter.traceId.toLowerCase() };
  return Object.fromEntries(
    Object.entries(query)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  );
}
