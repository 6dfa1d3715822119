import { Argument } from 'commander';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec, Outcome } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { heartReadings } from '../simulation/heart-readings.js';
import { streamTraffic, type TrafficFigures } from '../simulation/traffic.js';
import { progressOn } from '../terminal/progress.js';
import { tableOf } from '../terminal/table.js';

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** `mesh simulate <domain> --rate n [--for 30s] [--seed s]` */
export const simulate: CommandSpec = {
  usage: 'simulate',
  summary: 'Send seeded synthetic traffic to the ports of a domain.',
  example: 'npx mesh simulate cardiology --rate 50 --for 30s --seed 7',
  actsAs: 'bracelet-app',
  shape: (command) => {
    command
      .addArgument(new Argument('<domain>', 'whose ports').choices(['cardiology']))
      .requiredOption('--rate <n>', 'documents a second')
      .option('--for <duration>', 'how long, for example 30s, 5m', '30s')
      .option('--seed <n>', 'the same seed sends the same documents', '1');
  },
  async run({ client, number, option, terminal }) {
    const rate = number('rate', { min: 0.01, max: 5000 }) ?? 1;
    const durationMs = durationOf(option('for') ?? '30s');
    const reading = heartReadings(number('seed', { min: 0, max: 4_294_967_295 }) ?? 1);
    const progress = progressOn(terminal, 'documents');
    const figures = await streamTraffic({
      rate,
      durationMs,
      post: async () => {
        const body = reading(new Date());
        await client.json({
          service: 'cardiology',
          method: 'POST',
          path: '/heart-disease-risk/v1/scores',
          body,
          timeoutMs: 10_000,
        });
      },
      onProgress: ({ answered, failed }) => progress.report(answered + failed, Math.round((rate * durationMs) / 1000)),
    }).finally(() => progress.finish());
    return outcomeOf(figures);
  },
};

function outcomeOf(figures: TrafficFigures): Outcome {
  const { sent, answered, failed, p50Ms, p99Ms } = figures;
  if (answered === 0) throw CliErrors.NOTHING_ANSWERED({ sent, failed });
  const text = tableOf(
    ['SENT', 'ANSWERED', 'FAILED', 'P50 ms', 'P99 ms'],
    [[sent, answered, failed, p50Ms, p99Ms].map(String)],
  );
  return { json: figures, text, status: failed > 0 ? ExitStatus.partly : ExitStatus.ok };
}

/** Milliseconds of `250ms`, `30s`, `5m`, `1h`; throws CLI.OPTION_WRONG. */
export function durationOf(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined)
    throw CliErrors.OPTION_WRONG({ option: '--for', expected: 'a duration such as 30s or 5m' });
  return Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
}
