import { createHash } from 'node:crypto';
import type { ContentGroup } from '../content-groups.js';
import { holdOut } from '../held-out-split.js';
import { TrainingErrors } from '../training-errors.js';
import type { SplitSettings, SplitTable } from './split-of.js';

/**
 * Holds whole patients out, about the share of the rows of each outcome. Patients with an equal row stay together, so that
 * no row stands on both sides either. Which are chosen depends on the patients and the seed alone; nothing of them is kept.
 */
export function patientSplit(
  { texts, strata, cells }: SplitTable,
  column: string,
  { share, seed, firstLine }: SplitSettings,
): readonly boolean[] {
  const patients = cells.map((row, i) => {
    const patient = String(row[column] ?? '').trim();
    if (patient !== '') return patient;
    const line = firstLine + i;
    const message = `Line ${line}: ${column} must name the patient`;
    throw TrainingErrors.ROWS_INVALID({ errors: [{ pointer: `/${line}/${column}`, rule: 'patient', message }] });
  });
  const groups = new Map<number, { hash: string; rows: number[]; label: 0 | 1 }>();
  const rootOf = joined(patients, texts);
  for (const [i, patient] of patients.entries()) {
    const root = rootOf(i);
    const hash = createHash('sha256').update(`held-out:${seed}\n${patient}`).digest('hex');
    const group = groups.get(root) ?? { hash, rows: [], label: 0 };
    groups.set(root, group);
    if (hash < group.hash) group.hash = hash;
    if (strata[i] === 1) group.label = 1;
    group.rows.push(i);
  }
  const inOrder: readonly ContentGroup[] = [...groups.values()].sort((one, other) => (one.hash < other.hash ? -1 : 1));
  return share === 0 ? texts.map(() => false) : holdOut(inOrder, { rows: texts.length, share });
}

/** Which rows belong together, by patient or by content: the first row of each row's group. Disjoint sets with path halving. */
function joined(patients: readonly string[], texts: readonly string[]): (row: number) => number {
  const parent = texts.map((_, i) => i);
  const rootOf = (row: number): number => {
    let at = row;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (const names of [patients, texts]) {
    const first = new Map<string, number>();
    for (const [i, name] of names.entries()) {
      const before = first.get(name);
      if (before === undefined) first.set(name, i);
      else parent[rootOf(i)] = rootOf(before);
    }
  }
  return rootOf;
}
