import type { ProductDescription } from '@mesh/events';
import { randomUUID } from 'node:crypto';
import type { UploadTerms } from '@mesh/ingest';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec, Invocation, Outcome } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { fileParts, streamParts, type PartSource } from '../ingest/part-source.js';
import { writeRejections } from '../ingest/rejections-file.js';
import { sendParts } from '../ingest/send-parts.js';
import { sendingProgress } from '../ingest/sending-progress.js';
import { UploadClient, type UploadState } from '../ingest/upload-client.js';
import { uploadName } from '../ingest/upload-name.js';
import { termsOf } from '../ingest/upload-terms.js';
import { progressOn } from '../terminal/progress.js';

const STANDARD_STREAM = '-';
const MEDIA_TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

/** `mesh ingest <product> <port> --file readings.csv` */
export const ingest: CommandSpec = {
  usage: 'ingest <product> <port>',
  summary:
    'Send a CSV or NDJSON of any size to an input port, in constant memory; rows that break the contract are listed apart, and a file may be sent again without harm.',
  example:
    'npx mesh ingest cardiology.bracelet-readings measured --file readings.csv --map bpm=heartRateBpm --rejects rejects.csv',
  actsAs: 'bracelet-app',
  shape: (command) => {
    command
      .requiredOption('--file <file>', 'the rows, in UTF-8; - reads standard input')
      .option('--format <format>', 'csv or ndjson (default: by the name of the file)')
      .option('--delimiter <character>', 'of a CSV: , ; | or the word tab (default: ,)')
      .option('--map <column=field...>', 'columns that are named otherwise than their fields; column= leaves one out')
      .option('--ignore-others', 'leave out columns that are neither fields nor mapped')
      .option('--defaults <field=value...>', 'values of fields that the rows do not have')
      .option('--missing <texts...>', 'cells that stand for no value, besides empty ones (default: ?)')
      .option('--zone <offset>', 'of times that are written without one: Z, +02:00')
      .option('--resume', 'go on where an earlier sending stopped; so it does by itself', true)
      .option('--no-resume', 'send from the begin; rows that are there already are told as repeated')
      .option('--rejects <file>', 'where rejected rows are listed as CSV')
      .option('--replay-at <field>', 'send each row when it is due by the times in this field')
      .option('--speed <n>', 'seconds of the file in a second of the clock, for a replay', '1');
  },
  async run(invocation) {
    const [product = '', port = ''] = invocation.arguments;
    const file = invocation.option('file') ?? STANDARD_STREAM;
    const terms = termsOf(invocation, file);
    const address = await intakeOf(invocation, product, port);
    const upload = await nameOf(invocation, file, terms);
    const progress = sendingProgress(progressOn(invocation.terminal, 'MB'));
    const client = new UploadClient(invocation.client, { ...address, upload }, () => progress.waiting());
    const startedAt = performance.now();
    const begun = await client.begin(terms);
    if (begun.complete) return outcomeOf(invocation, { client, state: begun, wasComplete: true, seconds: 0 });
    const source = await sourceOf(invocation, file, terms);
    const type = MEDIA_TYPES[terms.format];
    const state = await sendParts(begun, {
      source,
      client,
      type,
      onProgress: (reached) => progress.report(reached, source.size),
    }).finally(async () => {
      progress.finish();
      await source.close();
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    return outcomeOf(invocation, { client, state, wasComplete: false, seconds });
  },
};

/** Where the port is, as the service that keeps the product says. Throws CLI.PORT_UNKNOWN. */
async function intakeOf(
  { client }: Invocation,
  product: string,
  port: string,
): Promise<{ readonly service: string; readonly path: string }> {
  const [service = '', name] = product.split('.');
  if (name === undefined || !/^[a-z0-9-]+\.[a-z0-9-]+$/.test(product))
    throw CliErrors.OPTION_WRONG({ option: '<product>', expected: 'an id such as cardiology.bracelet-readings' });
  const path = `/.well-known/data-products/${product}`;
  const { accepts = [] } = await client.json<Pick<ProductDescription, 'accepts'>>({ service, path });
  const found = accepts.find((input) => input.name === port);
  if (found === undefined)
    throw CliErrors.PORT_UNKNOWN({ known: accepts.map((input) => input.name).join(', ') || 'none' });
  return { service, path: found.path };
}

/** A stream cannot be read twice: it is an upload of its own each time. */
async function nameOf(invocation: Invocation, file: string, terms: UploadTerms): Promise<string> {
  if (file === STANDARD_STREAM || !invocation.flag('resume')) return randomUUID();
  const progress = progressOn(invocation.terminal, 'MB read');
  return uploadName({
    file,
    terms,
    orderedBy: invocation.option('replayAt'),
    onProgress: (bytes) => progress.report(Math.round(bytes / 1e6)),
  }).finally(() => progress.finish());
}

async function sourceOf(invocation: Invocation, file: string, terms: UploadTerms): Promise<PartSource> {
  const at = invocation.option('replayAt');
  if (at !== undefined) {
    if (file === STANDARD_STREAM)
      throw CliErrors.OPTION_WRONG({ option: '--file', expected: 'a file, which a replay reads more than once' });
    const speed = invocation.number('speed', { min: 0.001, max: 1_000_000 }) ?? 1;
    const { replayParts } = await import('../ingest/replay/replay-parts.js');
    return replayParts({ file, terms, at, speed });
  }
  return file === STANDARD_STREAM
    ? streamParts(invocation.terminal.stdin as AsyncIterable<Buffer | string>)
    : fileParts(file);
}

interface Finished {
  readonly client: UploadClient;
  readonly state: UploadState;
  /** The very same was sent before: nothing was done. */
  readonly wasComplete: boolean;
  readonly seconds: number;
}

async function outcomeOf(invocation: Invocation, { client, state, wasComplete, seconds }: Finished): Promise<Outcome> {
  const path = invocation.option('rejects');
  const listed = path !== undefined && state.rejected > 0;
  if (listed) await writeRejections(path, client);
  const accepted = wasComplete ? 0 : state.accepted;
  const repeated = wasComplete ? state.accepted + state.repeated : state.repeated;
  const { rejected, upload, offset: bytes, rejects: firstRejects, rejectsAt } = state;
  const json = { upload, accepted, repeated, rejected, bytes, seconds: Math.round(seconds * 1_000) / 1_000 };
  const more = { sentBefore: wasComplete, firstRejects, rejectsAt, ...(listed && { rejects: path }) };
  const counts = `${accepted} rows accepted, ${repeated} repeated, ${rejected} rejected`;
  const text = [
    `${wasComplete ? 'Sent before, nothing was done: ' : ''}${counts}${listed ? `, listed in ${path}` : ''}.`,
    ...firstRejects.map(
      ({ line, pointer, rule, reason }) => `  line ${line}: ${pointer || 'the row'} ${reason} (${rule})`,
    ),
    ...(rejected > firstRejects.length && !listed ? [`  all of them: --rejects <file>, or ${rejectsAt}`] : []),
  ].join('\n');
  return { json: { ...json, ...more }, text, status: rejected > 0 ? ExitStatus.partly : ExitStatus.ok };
}
