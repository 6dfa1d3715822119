import type { Progress } from './window.js';

const MARK = 'mesh1:';
/** Kafka keeps 4,096 bytes beside a committed offset; a range takes at most a dozen. */
export const MOST_RANGES = 250;

/** The ranges beyond the committed offset, in the metadata that Kafka keeps with it: `mesh1:2-5.9-a`, base 36. */
export function progressText({ offset, ahead }: Progress): string {
  if (ahead.length === 0) return '';
  return MARK + ahead.map(([from, to]) => `${(from - offset).toString(36)}-${(to - offset).toString(36)}`).join('.');
}

/** Reads what `progressText` wrote; what others wrote says nothing. */
export function progressOf(offset: number, text: string | null): Progress {
  if (text === null || !text.startsWith(MARK)) return { offset, ahead: [] };
  const ahead = text
    .slice(MARK.length)
    .split('.')
    .map((range) => range.split('-').map((part) => offset + Number.parseInt(part, 36)) as [number, number]);
  return { offset, ahead };
}
