import type { Readable } from 'node:stream';
import { outcomeOf } from '@mesh/models';
import type { LocalModel } from './champion.js';
import type { RowSink } from './csv-sink.js';
import { readBatches } from './read-batches.js';
import type { RowError } from './feature-row.js';

/** One table to score. */
export interface TableScoring {
  readonly input: Readable;
  readonly output: RowSink;
  readonly model: LocalModel;
  readonly without: readonly string[];
  /** Probability from which the prediction is 1; of no meaning for a count. */
  readonly threshold: number;
  readonly reject: (error: RowError) => void;
  readonly onProgress: (rows: number) => void;
}

/** What was written: rows, and the columns in their order. */
export interface ScoredTable {
  readonly rows: number;
  readonly columns: readonly string[];
}

/** The columns that scoring adds, by what the model foresees. */
export const ADDED_COLUMNS = {
  probability: ['probability', 'prediction', 'model_version'],
  count: ['count', 'model_version'],
} as const;

const BATCH_ROWS = 1_000;

/** Writes every row that can be scored with what the model foresees and its version, in the order of the input. */
export async function scoreTable(scoring: TableScoring): Promise<ScoredTable> {
  const { version, scorer } = scoring.model;
  const outcome = outcomeOf(version);
  let columns: readonly string[] | undefined;
  let rows = 0;
  const batches = readBatches(scoring.input, {
    features: version.signature.features,
    without: scoring.without,
    batchRows: BATCH_ROWS,
    reject: scoring.reject,
  });
  for await (const { header, records, features } of batches) {
    if (columns === undefined) {
      columns = [...header, ...ADDED_COLUMNS[outcome]];
      await scoring.output.write([columns]);
    }
    if (records.length === 0) continue;
    const answers = await scorer.scoreMany(features);
    await scoring.output.write(
      records.map((record, index) => {
        const answer = answers[index] ?? NaN;
        const prediction = outcome === 'count' ? [] : [answer >= scoring.threshold ? 1 : 0];
        return [...record, answer, ...prediction, version.version];
      }),
    );
    rows += records.length;
    scoring.onProgress(rows);
  }
  return { rows, columns: columns ?? [] };
}
