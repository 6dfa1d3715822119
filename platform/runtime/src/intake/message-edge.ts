import { randomUUID } from 'node:crypto';
import type { NewEvent, Position } from '@mesh/events';
import { IngestErrors, START, type FileFormat } from '@mesh/ingest';
import type { FieldError } from '@mesh/product';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RuntimeErrors } from '../runtime.errors.js';
import { isStream, type Entered, type IntakeDoor, type IntakeParts } from './intake-door.js';
import type { IntakePort, RejectedRow } from './intake-port.js';
import { KnownOffsets } from './known-offsets.js';
import { toldReject, uploadReceipt, type IntakeReceipt } from './receipt.js';
import { uuidOf } from './row-id.js';
import { Tally } from './tally.js';
import { UploadRun } from './upload-run.js';
import type { UploadProgress } from './upload-store.js';

/** Most messages of one JSON list. */
const MOST_MESSAGES = 1_000;
const USABLE_KEY = /^[\x21-\x7e]{1,255}$/;
const NO_PROGRESS = { accepted: 0, repeated: 0, rejected: 0, place: START, complete: false };

/** Takes what is sent in one call: a message, a list of them, or rows of any number. */
export class MessageEdge {
  private readonly known: KnownOffsets;

  constructor(
    private readonly door: IntakeDoor,
    private readonly intake: IntakePort,
    private readonly parts: IntakeParts & {
      /** Where the rejections of an upload are read. */
      readonly rejectsAt: (upload: string) => string;
    },
  ) {
    this.known = new KnownOffsets(parts.log, intake.topic);
  }

  answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.door.answer(request, reply, (entered) => {
      const upload = uploadOf(request, entered, this.intake);
      return isStream(request.body) ? this.rows(request, entered, upload) : this.messages(request, entered, upload);
    });
  }

  private async rows(request: FastifyRequest, entered: Entered, upload: string): Promise<IntakeReceipt> {
    const { intake, door, parts } = this;
    const key = intake.uploadKey(entered.caller, upload);
    const known = await this.known.asked();
    const terms = { format: formatOf(request) };
    await parts.uploads.begin(key, terms, { ...NO_PROGRESS, known });
    const begun = await parts.uploads.take(key);
    if (begun === undefined) throw IngestErrors.UPLOAD_UNKNOWN();
    const rejectsAt = parts.rejectsAt(upload);
    // A repeat is read whole, since it may hold something else; what is the same has no second effect.
    const afresh = { ...begun, terms, progress: { ...NO_PROGRESS, known: begun.progress.known } };
    const run = new UploadRun({
      port: intake,
      upload: afresh,
      sending: entered.sending(upload),
      save: (progress) => parts.uploads.save(key, begun.attempt, progress),
      counted: (rows) => door.counted(rows),
    });
    const progress = await door.streaming(request, entered.caller, (chunks) => run.run(chunks, true));
    return uploadReceipt(upload, { progress }, { rejects: run.rejects, rejectsAt });
  }

  private async messages(request: FastifyRequest, entered: Entered, upload: string): Promise<IntakeReceipt> {
    const { body, headers } = request;
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw IngestErrors.ENCODING_UNSUPPORTED();
    const documents: readonly unknown[] = Array.isArray(body) ? body : [body];
    if (documents.length > MOST_MESSAGES) throw IngestErrors.LIST_TOO_LONG();
    const sending = entered.sending(upload);
    const known = await this.known.now();
    const judged = documents.map((document) => this.judged(document, sending));
    const placed = await this.intake.append(judged.filter((one): one is NewEvent => !isFaults(one)));
    await this.known.heard(placed.filter((one): one is Position => !isFaults(one)));

    const tally = new Tally({ ...NO_PROGRESS, known } satisfies UploadProgress);
    const rejects: RejectedRow[] = [];
    let next = 0;
    judged.forEach((one, nth) => {
      const outcome = isFaults(one) ? one : (placed[next++] as Position | readonly FieldError[]);
      if (isFaults(outcome)) rejects.push({ line: nth + 1, faults: outcome });
      else tally.placed(outcome);
    });
    await this.intake.reject(rejects, sending);
    tally.refused(rejects.length, undefined);
    this.door.counted(tally.added);
    if (!Array.isArray(body) && rejects[0] !== undefined)
      throw RuntimeErrors.BODY_INVALID({ errors: rejects[0].faults });
    return { upload, ...tally.added, rejects: rejects.map(toldReject) };
  }

  private judged(document: unknown, sending: ReturnType<Entered['sending']>): NewEvent | readonly FieldError[] {
    if (typeof document !== 'object' || document === null || Array.isArray(document))
      return [{ pointer: '', rule: 'type', message: 'must be object' }];
    return this.intake.judge(document as Record<string, unknown>, sending);
  }
}

const isFaults = (one: unknown): one is readonly FieldError[] => Array.isArray(one);

const formatOf = (request: FastifyRequest): FileFormat =>
  request.headers['content-type']?.startsWith('text/csv') ? 'csv' : 'ndjson';

/** A repeat with the same `Idempotency-Key` is the same upload, so that what was refused is told once. */
function uploadOf(request: FastifyRequest, { caller }: Entered, { urn }: IntakePort): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return randomUUID();
  if (typeof key !== 'string' || !USABLE_KEY.test(key)) throw RuntimeErrors.IDEMPOTENCY_KEY_INVALID();
  return uuidOf(`${urn}\n${caller}\n${key}`);
}
