import type { RejectedRow } from './intake-port.js';
import type { RowCounts, Upload } from './upload-store.js';

/** A refused row as the sender is told at once. */
export interface ToldReject {
  readonly line: number;
  readonly pointer: string;
  readonly rule: string;
  readonly reason: string;
}

/** What became of what was sent. */
export interface IntakeReceipt extends RowCounts {
  readonly upload: string;
  /** The first few rows that were refused. */
  readonly rejects: readonly ToldReject[];
  /** Where all of them are read, below the address of the service. */
  readonly rejectsAt?: string;
}

/** How far an upload is. */
export interface UploadReceipt extends IntakeReceipt {
  readonly complete: boolean;
  /** Bytes of the file that are done with: the next part begins there. */
  readonly offset: number;
  /** The line that begins there. */
  readonly line: number;
}

/** One fault of a row; the dataset of rejects has them all. */
export const toldReject = ({ line, faults }: RejectedRow): ToldReject => {
  const [{ pointer, rule, message } = { pointer: '', rule: '', message: '' }] = faults;
  return { line, pointer, rule, reason: message };
};

/** The state of an upload as its sender sees it. */
export function uploadReceipt(
  upload: string,
  { progress }: Pick<Upload, 'progress'>,
  about: { readonly rejects: readonly RejectedRow[]; readonly rejectsAt: string },
): UploadReceipt {
  const { accepted, repeated, rejected, complete, place } = progress;
  return {
    upload,
    accepted,
    repeated,
    rejected,
    rejects: about.rejects.map(toldReject),
    rejectsAt: about.rejectsAt,
    complete,
    offset: place.offset,
    line: place.line,
  };
}
