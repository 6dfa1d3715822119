import { setTimeout as wait } from 'node:timers/promises';
import type { NewEvent } from '@mesh/events';
import { IngestErrors, RecordSplitter, rowReader, type RawRecord, type RowReader } from '@mesh/ingest';
import { MeshError, type FieldError } from '@mesh/product';
import { parseJsonBody } from '../http/json-body.js';
import type { IntakePort, RejectedRow, Sending } from './intake-port.js';
import { Tally } from './tally.js';
import type { RowCounts, Upload, UploadProgress } from './upload-store.js';

/** Most rows of one append. */
const APPEND_ROWS = 1_000;
/** As much is gathered while a batch is being written; then the sender waits. */
const GATHER_ROWS = 4_000;
const GATHER_BYTES = 1_048_576;
const SAVE_EVERY_MS = 250;
const TOLD_REJECTS = 10;
/** How long a log that is full or away is waited for. */
const PAUSES_MS = [50, 100, 200, 400, 800, 1_600, 3_200];

/** What the run of one request needs besides its bytes. */
export interface UploadRunParts {
  readonly port: IntakePort;
  readonly upload: Upload;
  readonly sending: Sending;
  readonly save: (progress: UploadProgress) => Promise<void>;
  /** Hears how many rows became what. */
  readonly counted?: (rows: RowCounts) => void;
}

interface Gathered {
  events: { readonly line: number; readonly event: NewEvent }[];
  rejects: RejectedRow[];
  bytes: number;
}

/**
 * Brings the bytes of one request into the topic: rows are split, read, judged and gathered while the batch before is
 * written, one batch at a time, so that the rows of a key stay in order whatever fails. What is saved is durable.
 */
export class UploadRun {
  private readonly splitter: RecordSplitter;
  private readonly reader: RowReader;
  private progress: UploadProgress;
  private gathered: Gathered = { events: [], rejects: [], bytes: 0 };
  private writing: Promise<void> | undefined;
  private failure: unknown;
  private savedAt = performance.now();
  /** The first few rows that this request had refused. */
  readonly rejects: RejectedRow[] = [];

  constructor(private readonly parts: UploadRunParts) {
    const { port, upload } = parts;
    const { terms, progress } = upload;
    this.progress = progress;
    this.splitter = new RecordSplitter({
      from: progress.place,
      ...(terms.format === 'csv' && { delimiter: terms.delimiter ?? ',' }),
    });
    this.reader = rowReader({
      shape: port.input.message,
      terms,
      header: progress.header,
      parseJson: parseJsonBody,
      ...(port.filled !== undefined && { filled: port.filled }),
    });
  }

  /** Resolves with how far the upload is. What came before a failure is kept, and then the failure is thrown. */
  async run(chunks: AsyncIterable<Buffer>, isLast: boolean): Promise<UploadProgress> {
    let complete = false;
    try {
      for await (const chunk of chunks) await this.take(this.splitter.push(chunk), chunk.length);
      if (isLast) await this.take(this.splitter.end(), 0);
      if (isLast && this.parts.upload.terms.format === 'csv' && this.reader.header === undefined)
        throw IngestErrors.HEADER_MISSING();
      complete = isLast;
    } finally {
      await this.settle(complete);
    }
    return this.progress;
  }

  /** Takes the rows of one chunk, in one go: between chunks, what is gathered ends at the place of the splitter. */
  private async take(records: readonly RawRecord[], bytes: number): Promise<void> {
    for (const record of records) this.judge(record);
    this.gathered.bytes += bytes;
    while (this.writing !== undefined && this.isFull) await this.writing;
    if (this.failure !== undefined) throw this.failure as Error;
    this.offer();
  }

  private get isFull(): boolean {
    const { events, rejects, bytes } = this.gathered;
    return events.length + rejects.length >= GATHER_ROWS || bytes >= GATHER_BYTES;
  }

  private judge(record: RawRecord): void {
    const read = this.reader.read(record);
    if (read === undefined) return;
    const judged = 'faults' in read ? read.faults : this.parts.port.judge(read.document, this.parts.sending);
    if (isFaults(judged)) this.gathered.rejects.push({ line: record.line, faults: judged });
    else this.gathered.events.push({ line: record.line, event: judged });
  }

  /** Writes what is gathered once nothing else is being written: a slow sender's rows do not wait for company. */
  private offer(): void {
    const batch = this.gathered;
    const isEmpty = batch.bytes === 0 && batch.events.length === 0 && batch.rejects.length === 0;
    if (this.writing !== undefined || this.failure !== undefined || isEmpty) return;
    this.gathered = { events: [], rejects: [], bytes: 0 };
    const { place } = this.splitter;
    const { header } = this.reader;
    this.writing = this.write(batch, { place, ...(header && { header }) })
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(() => {
        this.writing = undefined;
        this.offer();
      });
  }

  private async write(batch: Gathered, upTo: Pick<UploadProgress, 'place' | 'header'>): Promise<void> {
    const { port, sending, counted } = this.parts;
    const tally = new Tally(this.progress);
    const refused: RejectedRow[] = [...batch.rejects];
    for (let from = 0; from < batch.events.length; from += APPEND_ROWS) {
      const part = batch.events.slice(from, from + APPEND_ROWS);
      const placed = await untilTaken(() => port.append(part.map(({ event }) => event)));
      placed.forEach((at, nth) => {
        if (isFaults(at)) refused.push({ line: (part[nth] as { line: number }).line, faults: at });
        else tally.placed(at);
      });
    }
    refused.sort((one, other) => one.line - other.line);
    for (let from = 0; from < refused.length; from += APPEND_ROWS) {
      const part = refused.slice(from, from + APPEND_ROWS);
      const [first] = await untilTaken(() => port.reject(part, sending));
      tally.refused(part.length, first);
      this.rejects.push(...part.slice(0, TOLD_REJECTS - this.rejects.length));
    }
    this.progress = { ...this.progress, ...tally.result, ...upTo };
    counted?.(tally.added);
    if (performance.now() - this.savedAt >= SAVE_EVERY_MS) await this.save();
  }

  private async save(): Promise<void> {
    await this.parts.save(this.progress);
    this.savedAt = performance.now();
  }

  /** Brings what is gathered to an end; what was written before something failed is remembered all the same. */
  private async settle(complete: boolean): Promise<void> {
    this.offer();
    while (this.writing !== undefined) await this.writing;
    if (this.failure === undefined && complete) this.progress = { ...this.progress, complete };
    await this.save();
    if (this.failure !== undefined) throw this.failure as Error;
  }
}

const isFaults = (judged: unknown): judged is readonly FieldError[] => Array.isArray(judged);

/** Appends again where the log is full or away for a moment: each row is written once, however often it is sent. */
async function untilTaken<Result>(append: () => Promise<Result>): Promise<Result> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await append();
    } catch (error) {
      if (!(error instanceof MeshError) || !error.retryable) throw error;
      await wait(pauseMs);
    }
  }
  return append();
}
