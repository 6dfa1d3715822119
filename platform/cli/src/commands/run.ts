import type { CommandSpec, Invocation, Outcome } from '../command.js';
import type { TrainingRun } from '../mesh/training-run.js';
import { drawTree, outlineOf } from '../terminal/tree.js';

const PAGE_LINES = 1_000;
const SHOWN_LEVELS = 2;

interface LogPage {
  readonly lines: readonly { readonly line: number; readonly text: string }[];
  readonly nextCursor?: string;
}

/** `mesh run <runId> [--logs] [--cancel]` */
export const run: CommandSpec = {
  usage: 'run <run-id>',
  summary: 'Show how a training stands, what its recipe said, or stop it.',
  example: 'npx mesh run 0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10 --logs',
  actsAs: 'dana-scientist',
  shape: (command) => {
    command.option('--logs', 'what the recipe said').option('--cancel', 'stop it');
  },
  async run(invocation) {
    const [runId = ''] = invocation.arguments;
    const path = `/training/runs/${encodeURIComponent(runId)}`;
    if (invocation.flag('logs')) return logOf(invocation, path);
    const { client, flag } = invocation;
    const stands = await client.json<TrainingRun>(
      flag('cancel') ? { method: 'POST', path: `${path}/cancel` } : { path },
    );
    return { json: stands, text: drawTree(outlineOf(`run ${runId}`, { ...stands }, SHOWN_LEVELS)) };
  },
};

async function logOf({ client }: Invocation, path: string): Promise<Outcome> {
  const lines: LogPage['lines'][number][] = [];
  for (let cursor: string | undefined = '0'; cursor !== undefined;) {
    const page: LogPage = await client.json<LogPage>({ path: `${path}/logs?limit=${PAGE_LINES}&cursor=${cursor}` });
    lines.push(...page.lines);
    cursor = page.nextCursor;
  }
  return { json: { lines }, text: lines.map(({ text }) => text).join('\n') };
}
