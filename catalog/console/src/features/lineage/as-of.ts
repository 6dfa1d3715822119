/** An instant as a `datetime-local` field wants it: the reader's own time, without seconds. */
export function toLocalText(instant: string | undefined): string {
  const time = new Date(instant ?? '');
  if (Number.isNaN(time.getTime())) return '';
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The end of the minute that a `datetime-local` field names, in UTC; undefined for an empty or unfinished one. */
export function fromLocalText(text: string): string | undefined {
  const time = new Date(text);
  if (text === '' || Number.isNaN(time.getTime())) return undefined;
  return new Date(time.getTime() + 59_999).toISOString();
}
