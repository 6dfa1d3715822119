import { readFile, stat } from 'node:fs/promises';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec, Invocation, Outcome } from '../command.js';
import { followRun, type TrainingRun } from '../mesh/training-run.js';
import { progressOn } from '../terminal/progress.js';

const LARGEST_CSV_BYTES = 1_000_000;

/** `mesh train <model> [--data file.csv] [--wait] [--param k=v]`, `mesh train --repeat <run>` */
export const train: CommandSpec = {
  usage: 'train [model]',
  summary: 'Train a new version of a model, on the data of its product or on a CSV of your own.',
  example: 'npx mesh train heart-disease-risk --param recipe=gradient-boosting --wait',
  actsAs: 'dana-scientist',
  shape: (command) => {
    command
      .option('--data <file>', 'CSV with a header line, 1 MB at most')
      .option(
        '--param <name=value>',
        'a hyperparameter; may stand several times',
        (entry: string, all: string[]) => [...all, entry],
        [],
      )
      .option('--repeat <run>', 'train a run again instead: the same snapshot, the same parameters')
      .option('--reason <text>', 'why, for the record')
      .option('--wait', 'wait until the training has ended')
      .option('--timeout <seconds>', 'how long to wait', '600');
  },
  async run(invocation) {
    const {
      client,
      option,
      flag,
      arguments: [model = ''],
    } = invocation;
    const repeat = option('repeat');
    if ((repeat === undefined) === (model === ''))
      throw CliErrors.OPTION_WRONG({ option: '--repeat', expected: 'a run, or a model before it, not both' });
    const reason = option('reason');
    const file = option('data');
    const fresh = {
      model,
      parameters: parametersOf(invocation.options('param')),
      ...(file === undefined ? {} : { csv: await csvOf(file) }),
    };
    const body = { ...(repeat === undefined ? fresh : { repeat }), ...(reason === undefined ? {} : { reason }) };
    const run = await client.json<TrainingRun>({ method: 'POST', path: '/training/runs', body });
    return flag('wait') ? wait(invocation, run.runId) : { json: run, text: `Training ${run.runId} is requested.` };
  },
};

async function wait(invocation: Invocation, runId: string): Promise<Outcome> {
  const timeoutMs = (invocation.number('timeout', { min: 1, max: 86_400 }) ?? 600) * 1000;
  const progress = progressOn(invocation.terminal, '%');
  const seen = ({ fraction = 0, stage }: TrainingRun): void => progress.report(Math.round(fraction * 100), 100, stage);
  const run = await followRun(invocation.client, runId, { timeoutMs, seen }).finally(() => progress.finish());
  if (run.state === 'failed')
    throw CliErrors.RUN_FAILED({ runId, runCode: run.error?.code, detail: run.error?.detail });
  if (run.state !== 'completed') throw CliErrors.RUN_STILL_GOING({ runId, state: run.state });
  return { json: run, text: `Training ${runId} has made version ${run.version ?? '?'}.${repetitionInWords(run)}` };
}

function repetitionInWords({ repetition }: TrainingRun): string {
  if (repetition === undefined) return '';
  const { of, sameBytes, withinTolerance, tolerance } = repetition;
  if (sameBytes) return ` Its ONNX file equals that of ${of}, byte by byte.`;
  const metrics = withinTolerance ? 'agree' : 'do not agree';
  return ` Its ONNX file differs from that of ${of}; the metrics ${metrics} within ${tolerance}.`;
}

/** `name=value` pairs; numbers and truth values are sent as such. */
export function parametersOf(entries: readonly string[]): Record<string, string | number | boolean> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [, name, text] = /^([A-Za-z][\w.-]*)=(.+)$/.exec(entry) ?? [];
      if (name === undefined || text === undefined)
        throw CliErrors.OPTION_WRONG({ option: '--param', expected: 'name=value' });
      return [name, typed(text)];
    }),
  );
}

function typed(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}

async function csvOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_CSV_BYTES) throw CliErrors.FILE_TOO_LARGE({ option: '--data' });
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'MeshError') throw cause;
    throw CliErrors.FILE_UNREADABLE({ option: '--data' }, { cause });
  }
}
