import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UCI_COLUMNS } from './heart-documents.js';

const DATA_DIR = process.env.MESH_DATA_DIR ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const FILE = join(DATA_DIR, 'cardiology', 'uci-heart', 'processed.hungarian.data');

/** Whether the clinic's file is on this machine. */
export const hungarianClinicIsHere = existsSync(FILE);

/** A patient of the clinic: the document it would send, and the truth found later. */
export interface HungarianPatient {
  readonly document: Readonly<Record<string, unknown>>;
  readonly diseased: boolean;
}

/** The 294 patients of the Budapest clinic; `?` is sent as null, as the port wants it. */
export function hungarianPatients(): HungarianPatient[] {
  return readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line, index) => {
      const cells = line.trim().split(',');
      const attributes = UCI_COLUMNS.map((name, column): [string, number | null] => [
        name,
        cells[column] === '?' ? null : Number(cells[column]),
      ]);
      const document = {
        patientId: `hu-${index + 1}`,
        measuredAt: '2026-01-01T00:00:00Z',
        ...(Object.fromEntries(attributes) as Record<string, number | null>),
      };
      return { document, diseased: Number(cells[13]) > 0 };
    });
}

/** Area under the ROC curve by the rank statistic (Mann-Whitney), ties counted half. */
export function areaUnderCurve(cases: readonly { readonly probability: number; readonly diseased: boolean }[]): number {
  const ill = cases.filter(({ diseased }) => diseased);
  const well = cases.filter(({ diseased }) => !diseased);
  const wins: number[] = ill.flatMap(({ probability }) =>
    well.map((other) => (probability > other.probability ? 1 : probability === other.probability ? 0.5 : 0)),
  );
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}
