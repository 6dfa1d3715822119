import type { Position } from '@mesh/events';
import type { RowCounts, UploadProgress } from './upload-store.js';

/** Counts what became of rows by the places that the log gave them. */
export class Tally {
  private accepted = 0;
  private repeated = 0;
  private rejected = 0;
  private readonly known: Record<string, number>;
  private firstReject: UploadProgress['firstReject'];

  constructor(private readonly before: UploadProgress) {
    this.known = { ...before.known };
    this.firstReject = before.firstReject;
  }

  /** An event that stands before what was known of its partition was there before. */
  placed({ partition, offset }: Position): void {
    if (offset < (this.known[partition] ?? 0)) this.repeated += 1;
    else {
      this.accepted += 1;
      this.known[partition] = offset + 1;
    }
  }

  refused(count: number, first: Position | undefined): void {
    this.rejected += count;
    this.firstReject ??= first;
  }

  get added(): RowCounts {
    const { accepted, repeated, rejected } = this;
    return { accepted, repeated, rejected };
  }

  get result(): Pick<UploadProgress, 'accepted' | 'repeated' | 'rejected' | 'known' | 'firstReject'> {
    const { before, known, firstReject } = this;
    return {
      accepted: before.accepted + this.accepted,
      repeated: before.repeated + this.repeated,
      rejected: before.rejected + this.rejected,
      known,
      ...(firstReject && { firstReject }),
    };
  }
}
