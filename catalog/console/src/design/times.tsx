/** An instant in the reader's own words, with the exact one for machines and on hover. */
export function When({ at, dateOnly = false }: { at: string; dateOnly?: boolean }) {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return <>{at}</>;
  const format = new Intl.DateTimeFormat(
    undefined,
    dateOnly ? { dateStyle: 'medium', timeZone: 'UTC' } : { dateStyle: 'medium', timeStyle: 'short' },
  );
  return (
    <time dateTime={at} title={at} style={{ whiteSpace: 'nowrap' }}>
      {format.format(time)}
    </time>
  );
}
