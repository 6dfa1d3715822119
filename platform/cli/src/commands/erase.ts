import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec, Invocation } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { progressOn } from '../terminal/progress.js';

/** An erasure as the control plane tells it; of whom is not in it. */
interface Erasure {
  readonly id: string;
  readonly status: 'running' | 'erased';
  readonly parts: readonly {
    readonly domain: string;
    readonly status: string;
    readonly stores: readonly { readonly kind: string; readonly name: string; readonly rows?: number }[];
  }[];
}

const LOOK_EVERY_MS = 500;
const MOST_SUBJECTS = 10_000;

/** `mesh erase --subject-file <file or ->  --reason text [--domain d] [--no-wait]` */
export const erase: CommandSpec = {
  usage: 'erase',
  summary:
    'Have persons forgotten, in log and lake alike. Their identifiers are read from a file or standard input, one a line, and stand in no command line; the reason is kept: no personal data in it.',
  example: 'npx mesh erase --subject-file - --reason "Request of 3 March" < subjects.txt',
  actsAs: 'dpo-privacy',
  shape: (command) => {
    command
      .requiredOption('--subject-file <file>', 'identifiers, one a line; - is standard input')
      .requiredOption('--reason <text>', 'why, for the record; no personal data')
      .option('--domain <name>', 'only there; otherwise in every domain')
      .option('--no-wait', 'do not wait until they are forgotten')
      .option('--timeout <seconds>', 'how long to wait', '600');
  },
  async run(invocation) {
    const { client, option } = invocation;
    const subjects = await subjectsOf(invocation);
    const [reason, domain] = [option('reason'), option('domain')];
    const timeoutMs = (invocation.number('timeout', { min: 1, max: 86_400 }) ?? 600) * 1_000;
    const progress = progressOn(invocation.terminal, 'persons');
    try {
      const begun: Erasure[] = [];
      for (const subject of subjects) {
        const body = { subject, reason, ...(domain !== undefined && { domain }) };
        begun.push(await client.json<Erasure>({ method: 'POST', path: '/access/erasures', body }));
        progress.report(begun.length, subjects.length, 'asked');
      }
      const erasures = invocation.flag('wait') ? await wait(invocation, begun, { timeoutMs, progress }) : begun;
      const left = erasures.filter(({ status }) => status === 'running').length;
      return {
        json: erasures,
        text: erasures.map(lineOf).join('\n'),
        status: left === 0 || !invocation.flag('wait') ? ExitStatus.ok : ExitStatus.partly,
      };
    } finally {
      progress.finish();
    }
  },
};

/** Follows erasures until all are over or the time is; what is still running goes on without us. */
async function wait(
  { client }: Invocation,
  begun: readonly Erasure[],
  { timeoutMs, progress }: { readonly timeoutMs: number; readonly progress: ReturnType<typeof progressOn> },
): Promise<readonly Erasure[]> {
  const until = Date.now() + timeoutMs;
  const erasures = [...begun];
  for (let nth = 0; nth < erasures.length; nth += 1) {
    const { id } = erasures[nth] as Erasure;
    for (;;) {
      const seen = await client.json<Erasure>({ path: `/access/erasures/${id}` });
      erasures[nth] = seen;
      if (seen.status === 'erased' || Date.now() > until) break;
      await pause(LOOK_EVERY_MS);
    }
    progress.report(nth + 1, erasures.length, 'forgotten');
  }
  return erasures;
}

async function subjectsOf({ option, terminal }: Invocation): Promise<readonly string[]> {
  const file = option('subjectFile') ?? '-';
  const text = file === '-' ? await textOf(terminal.stdin) : await readFile(file, 'utf8').catch(unreadable);
  const subjects = [...new Set(text.split(/\r?\n/).filter((line) => line !== ''))];
  if (subjects.length === 0 || subjects.length > MOST_SUBJECTS)
    throw CliErrors.OPTION_WRONG({
      option: '--subject-file',
      expected: `1 to ${MOST_SUBJECTS} identifiers, one a line`,
    });
  if (terminal.stderr.isTTY === true) terminal.stderr.write(`${subjects.length} to be forgotten\n`);
  return subjects;
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function unreadable(cause: unknown): never {
  throw CliErrors.FILE_UNREADABLE({ option: '--subject-file' }, { cause });
}

function lineOf({ id, status, parts }: Erasure): string {
  const stores = parts.flatMap(({ domain, stores: all }) =>
    all.filter(({ rows }) => rows !== undefined).map(({ name, rows = 0 }) => `${domain} ${name} ${rows}`),
  );
  return `${id}  ${status}  ${stores.join(', ')}`.trimEnd();
}
