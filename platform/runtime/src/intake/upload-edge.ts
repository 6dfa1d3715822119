import { IngestErrors, START, UPLOAD_TERMS_SCHEMA, type UploadTerms } from '@mesh/ingest';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileSchema } from '../validation/compile-validator.js';
import { isStream, type Entered, type IntakeDoor, type IntakeParts } from './intake-door.js';
import type { IntakePort, RejectedRow } from './intake-port.js';
import { uploadReceipt } from './receipt.js';
import { rejectedRows } from './rejected-rows.js';
import { UploadRun } from './upload-run.js';
import type { Upload, UploadKey, UploadProgress } from './upload-store.js';

const UPLOAD_NAME = /^[\w.~-]{1,128}$/;
const OFFSET = /^(0|[1-9]\d{0,15})$/;
const MOST_REJECTS = 1_000;
const MEDIA_TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

const checkTerms = compileSchema(UPLOAD_TERMS_SCHEMA);

/** Takes a file in parts, in order, however often it is interrupted: what it says is done is durable. */
export class UploadEdge {
  constructor(
    private readonly door: IntakeDoor,
    private readonly intake: IntakePort,
    private readonly parts: IntakeParts & { readonly rejectsAt: (upload: string) => string },
  ) {}

  /** Begins an upload on its terms, or finds the one that was begun. */
  begin(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.door.answer(request, reply, async (entered) => {
      const key = this.keyOf(request, entered);
      if (isStream(request.body)) throw RuntimeErrors.MEDIA_TYPE_UNSUPPORTED();
      const errors = checkTerms(request.body);
      if (errors.length > 0) throw RuntimeErrors.BODY_INVALID({ errors });
      const known = Object.fromEntries(
        (await this.parts.log.ranges(this.intake.topic)).map(({ partition, next }) => [partition, next]),
      );
      const nothing = { accepted: 0, repeated: 0, rejected: 0, place: START, complete: false, known };
      const progress = await this.parts.uploads.begin(key, request.body as UploadTerms, nothing);
      return this.told(key, { progress }, reply);
    });
  }

  /** Tells how far it is. */
  state(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.door.answer(request, reply, async (entered) => {
      const key = this.keyOf(request, entered);
      return this.told(key, { progress: await this.find(key) }, reply);
    });
  }

  /** Goes on with it. */
  continue(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.door.answer(request, reply, async (entered) => {
      const key = this.keyOf(request, entered);
      const { offset, isLast } = partOf(request);
      const upload = await this.parts.uploads.take(key);
      if (upload === undefined) throw IngestErrors.UPLOAD_UNKNOWN();
      placeHeaders(reply, upload);
      if (offset !== upload.progress.place.offset) throw IngestErrors.UPLOAD_MOVED();
      if (upload.progress.complete) throw IngestErrors.UPLOAD_COMPLETE();
      const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
      if (!isStream(request.body) || type !== MEDIA_TYPES[upload.terms.format]) throw IngestErrors.MEDIA_TYPE_UNFIT();
      const run = new UploadRun({
        port: this.intake,
        upload,
        sending: entered.sending(key.upload),
        save: (progress) => this.parts.uploads.save(key, upload.attempt, progress),
        counted: (rows) => this.door.counted(rows),
      });
      const progress = await this.door.streaming(request, entered.caller, (chunks) => run.run(chunks, isLast));
      return this.told(key, { progress }, reply, run.rejects);
    });
  }

  /** Lists what was refused of it. */
  rejects(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.door.answer(request, reply, async (entered) => {
      const key = this.keyOf(request, entered);
      const progress = await this.find(key);
      return rejectedRows(this.parts.log, this.intake.rejectedTopic, {
        upload: key.upload,
        sentBy: key.caller,
        port: this.intake.name,
        first: progress.firstReject,
        ...pageOf(request.query as Readonly<Record<string, unknown>>),
      });
    });
  }

  private async find(key: UploadKey): Promise<UploadProgress> {
    const progress = await this.parts.uploads.find(key);
    if (progress === undefined) throw IngestErrors.UPLOAD_UNKNOWN();
    return progress;
  }

  private keyOf(request: FastifyRequest, { caller }: Entered): UploadKey {
    const { upload = '' } = request.params as { upload?: string };
    // What cannot name an upload names none.
    if (!UPLOAD_NAME.test(upload)) throw IngestErrors.UPLOAD_UNKNOWN();
    return this.intake.uploadKey(caller, upload);
  }

  private told(
    { upload }: UploadKey,
    state: Pick<Upload, 'progress'>,
    reply: FastifyReply,
    rejects: readonly RejectedRow[] = [],
  ): object {
    placeHeaders(reply, state);
    return uploadReceipt(upload, state, { rejects, rejectsAt: this.parts.rejectsAt(upload) });
  }
}

/** Where the upload stands, as headers: those of draft-ietf-httpbis-resumable-upload. */
function placeHeaders(reply: FastifyReply, { progress }: Pick<Upload, 'progress'>): void {
  void reply.header('upload-offset', progress.place.offset).header('upload-complete', progress.complete ? '?1' : '?0');
}

function partOf({ headers }: FastifyRequest): { readonly offset: number; readonly isLast: boolean } {
  const { 'upload-offset': offset, 'upload-complete': complete = '?0' } = headers;
  if (typeof offset !== 'string' || !OFFSET.test(offset) || (complete !== '?0' && complete !== '?1'))
    throw IngestErrors.OFFSET_UNREADABLE();
  return { offset: Number(offset), isLast: complete === '?1' };
}

function pageOf({ cursor, limit, ...others }: Readonly<Record<string, unknown>>): {
  cursor: number | undefined;
  limit: number;
} {
  const size = limit === undefined ? MOST_REJECTS : Number(limit);
  const isPage = Number.isInteger(size) && size >= 1 && size <= MOST_REJECTS;
  const isCursor = cursor === undefined || (typeof cursor === 'string' && OFFSET.test(cursor));
  const unknown = Object.keys(others).length > 0;
  if (!isPage || !isCursor || unknown)
    throw RuntimeErrors.QUERY_INVALID({
      errors: [
        ...(isPage
          ? []
          : [{ pointer: '?limit', rule: 'query', message: `must be a number from 1 to ${MOST_REJECTS}` }]),
        ...(unknown ? [{ pointer: '', rule: 'query', message: 'only limit and cursor are known' }] : []),
        ...(isCursor ? [] : [{ pointer: '?cursor', rule: 'query', message: 'must be the next of a page' }]),
      ],
    });
  return { cursor: cursor === undefined ? undefined : Number(cursor), limit: size };
}
