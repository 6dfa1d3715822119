import { LakeErrors, type DatasetSettings, type Landing } from '@mesh/lake';

const MAX_ROWS = 100_000;
const MAX_CHARACTERS = 67_108_864;

/** Refuses a landing whose description contradicts itself or that is too large to hold in memory. */
export function checkLanding(landing: Landing, settings: DatasetSettings): void {
  const { stream, rows, key } = landing;
  if (stream === '' || stream.length > 512) throw LakeErrors.LANDING_INVALID({ rule: 'stream' });
  if (!isRange(landing)) throw LakeErrors.LANDING_INVALID({ rule: 'range' });
  const known = key === undefined || settings.columns.some(({ name }) => name === key);
  if (!known) throw LakeErrors.LANDING_INVALID({ rule: 'key' });
  if (rows.length > MAX_ROWS) throw LakeErrors.LANDING_TOO_LARGE({ maxRows: MAX_ROWS });
  let characters = 0;
  for (const row of rows) characters += row.length;
  if (characters > MAX_CHARACTERS) throw LakeErrors.LANDING_TOO_LARGE({ maxCharacters: MAX_CHARACTERS });
}

/** Whether each row has an offset of its own between the ends, in their order. */
function isRange({ from, to, rows, offsets }: Landing): boolean {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from) return false;
  if (offsets === undefined) return to - from === rows.length;
  if (offsets.length !== rows.length) return false;
  return offsets.every(
    (offset, nth) => Number.isSafeInteger(offset) && offset >= (offsets[nth - 1] ?? from - 1) + 1 && offset < to,
  );
}
