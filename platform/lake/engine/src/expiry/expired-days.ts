import { LakeErrors, type Expired } from '@mesh/lake';
import type { FileRecord } from '../manifest/record.js';

/** What lies before a day, day by day, with the files that hold it. */
export function expiredDays(
  files: readonly FileRecord[],
  before: string,
): Expired & { readonly files: readonly FileRecord[] } {
  if (!isDay(before)) throw LakeErrors.SELECTION_INVALID({ rule: 'day' });
  const past = files.filter(({ day }) => day < before);
  const days = [...new Set(past.map(({ day }) => day))].map((day) => {
    const ofDay = past.filter((file) => file.day === day);
    return { day, rows: ofDay.reduce((sum, { rows }) => sum + rows, 0), files: ofDay.length };
  });
  return { days, rows: days.reduce((sum, { rows }) => sum + rows, 0), files: past };
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
