import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { outcomeOf as foreseenBy } from '@mesh/models';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec, Invocation, Outcome } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import type { LocalModel } from '../scoring/champion.js';
import { csvFile, csvOn } from '../scoring/csv-sink.js';
import type { ColumnTypes } from '../scoring/parquet.js';
import { Rejects } from '../scoring/rejects.js';
import { scoreTable, type ScoredTable } from '../scoring/score-table.js';
import { progressOn } from '../terminal/progress.js';

const STANDARD_STREAM = '-';

/** `mesh score <model> --in f.csv --out f.csv|parquet` */
export const score: CommandSpec = {
  usage: 'score <model>',
  summary:
    'Score a CSV of any size with the champion, in constant memory; rows that cannot be scored are listed apart.',
  example: 'npx mesh score heart-disease-risk --in patients.csv --out scored.parquet',
  actsAs: 'dana-scientist',
  shape: (command) => {
    command
      .requiredOption('--in <file>', 'CSV with a header line; - reads standard input')
      .requiredOption('--out <file>', '.csv or .parquet; - writes CSV to standard output')
      .option('--version <version>', 'a version other than the champion')
      .option('--without <features...>', 'features that the file does not have')
      .option('--threshold <p>', 'probability from which the prediction is 1 (default: 0.5); not for a model of counts')
      .option('--rejects <file>', 'where rejected rows are listed (default: <out>.rejects.csv)');
  },
  async run(invocation) {
    const out = invocation.option('out') ?? STANDARD_STREAM;
    if (out === STANDARD_STREAM && invocation.forPrograms) {
      throw CliErrors.OPTION_WRONG({ option: '--out', expected: 'a file when --json is given' });
    }
    const [model = ''] = invocation.arguments;
    const { loadModel } = await import('../scoring/champion.js');
    const loaded = await loadModel(invocation.client, model, invocation.option('version'));
    const { terminal } = invocation;
    if (foreseenBy(loaded.version) === 'count' && invocation.option('threshold') !== undefined) {
      await loaded.scorer.close();
      throw CliErrors.OPTION_WRONG({ option: '--threshold', expected: 'nothing for a model that foresees a count' });
    }
    const rejectsPath = invocation.option('rejects') ?? (out === STANDARD_STREAM ? undefined : `${out}.rejects.csv`);
    const rejects = new Rejects(rejectsPath, (line) => terminal.stderr.write(`${line}\n`));
    try {
      const scored = await scoreTo(out, { invocation, loaded, rejects });
      await rejects.close();
      return outcomeOf(invocation, { scored, rejects, rejectsPath, version: loaded.version.version });
    } finally {
      await loaded.scorer.close();
    }
  },
};

interface Work {
  readonly invocation: Invocation;
  readonly loaded: LocalModel;
  readonly rejects: Rejects;
}

/** Writes beside the target and renames at the end: an output file is whole or not there. */
async function scoreTo(out: string, work: Work): Promise<ScoredTable> {
  if (out === STANDARD_STREAM) return scoreWith(csvOn(work.invocation.terminal.stdout), work);
  const [csv, parquet] = [`${out}.partial.csv`, `${out}.partial.parquet`];
  try {
    const sink = csvFile(csv);
    const scored = await scoreWith(sink, work).finally(() => sink.close());
    if (out.endsWith('.parquet')) {
      const types: ColumnTypes = {
        ...Object.fromEntries(work.loaded.version.signature.features.map((feature) => [feature, 'DOUBLE' as const])),
        ...(foreseenBy(work.loaded.version) === 'count'
          ? { count: 'DOUBLE' as const }
          : { probability: 'DOUBLE' as const, prediction: 'INTEGER' as const }),
      };
      const { csvToParquet } = await import('../scoring/parquet.js');
      await csvToParquet(csv, parquet, { names: scored.columns, types });
      await rename(parquet, out);
    } else await rename(csv, out);
    return scored;
  } finally {
    await Promise.all([rm(csv, { force: true }), rm(parquet, { force: true })]);
  }
}

async function scoreWith(
  output: ReturnType<typeof csvOn>,
  { invocation, loaded, rejects }: Work,
): Promise<ScoredTable> {
  const source = invocation.option('in') ?? STANDARD_STREAM;
  const input = source === STANDARD_STREAM ? Readable.from(invocation.terminal.stdin) : createReadStream(source);
  const progress = progressOn(invocation.terminal, 'rows');
  return scoreTable({
    input,
    output: {
      ...output,
      write: async (rows) => {
        await rejects.flush();
        await output.write(rows);
      },
    },
    model: loaded,
    without: invocation.options('without'),
    threshold: invocation.number('threshold', { min: 0, max: 1 }) ?? 0.5,
    reject: rejects.add,
    onProgress: (rows) => progress.report(rows),
  }).finally(() => progress.finish());
}

interface Finished {
  readonly scored: ScoredTable;
  readonly rejects: Rejects;
  readonly rejectsPath: string | undefined;
  readonly version: string;
}

function outcomeOf({ terminal, option }: Invocation, { scored, rejects, rejectsPath, version }: Finished): Outcome {
  const status = rejects.rows > 0 ? ExitStatus.partly : ExitStatus.ok;
  const listed = rejects.rows > 0 && rejectsPath !== undefined ? `, listed in ${rejectsPath}` : '';
  const text = `${scored.rows} rows scored with version ${version}, ${rejects.rows} rejected${listed}.`;
  const json = {
    rows: scored.rows,
    rejected: rejects.rows,
    version,
    ...(listed === '' ? {} : { rejects: rejectsPath }),
  };
  if (option('out') !== STANDARD_STREAM) return { json, text, status };
  terminal.stderr.write(`${text}\n`);
  return { json, text: '', status };
}
