import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

const HEADER = 'readingId,person,takenAt,pulse,oxygen,wave\n';
const SAMPLES = 180;
const PEOPLE = 997;
const ROWS_A_WRITE = 500;

/** Writes a CSV of at least so many bytes, the same one each time, and gives its rows and bytes. */
export async function writeWaves(path: string, bytes: number): Promise<{ rows: number; bytes: number }> {
  const out = createWriteStream(path, { highWaterMark: 4 * 1_048_576 });
  const done = finished(out);
  out.write(HEADER);
  let written = HEADER.length;
  let rows = 0;
  while (written < bytes) {
    let text = '';
    for (let nth = 0; nth < ROWS_A_WRITE && written + text.length < bytes; nth += 1, rows += 1) text += rowOf(rows);
    written += text.length;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await done;
  return { rows, bytes: written };
}

/** About a kilobyte: an id, a person, a time, two figures and a wave of samples. */
function rowOf(nth: number): string {
  const takenAt = new Date(Date.UTC(2026, 0, 1) + nth * 1_000).toISOString();
  let wave = '';
  for (let sample = 0; sample < SAMPLES; sample += 1) wave += `${(nth * 31 + sample * sample * 7) % 4_096} `;
  return `wave-${String(nth).padStart(10, '0')},person-${nth % PEOPLE},${takenAt},${50 + (nth % 90)},${90 + (nth % 10)},${wave}\n`;
}
