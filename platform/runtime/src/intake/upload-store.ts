import type { Place, UploadTerms } from '@mesh/ingest';
import type { PersonalTexts } from '../idempotency.js';

/** Names one upload: the same name of another caller, or at another port, is another upload. */
export interface UploadKey {
  /** URN of the input port. */
  readonly port: string;
  readonly caller: string;
  readonly upload: string;
  /** Where persons may stand in what is kept of it: in the values that its terms give to all rows. */
  readonly personal: PersonalTexts;
}

/** How many rows became what. */
export interface RowCounts {
  /** Appended by this upload. */
  readonly accepted: number;
  /** In the topic already. */
  readonly repeated: number;
  readonly rejected: number;
}

/** How far an upload is: all that lies before its place is durable. */
export interface UploadProgress extends RowCounts {
  readonly place: Place;
  /** The columns of a CSV, once its first line was read. */
  readonly header?: readonly string[];
  readonly complete: boolean;
  /** The next offset of each partition as the upload knows it: what stands before was there before its row came. */
  readonly known: Readonly<Record<string, number>>;
  /** Where in the topic of rejections the first of the upload stands. */
  readonly firstReject?: { readonly partition: number; readonly offset: number };
}

/** An upload that a request goes on with. */
export interface Upload {
  readonly terms: UploadTerms;
  readonly progress: UploadProgress;
  /** Grows with each request that goes on with the upload: an older one may not save any more. */
  readonly attempt: number;
}

/** Remembers uploads across restarts; one that nobody touches for a week is forgotten. Throws INGEST.UPLOADS_UNAVAILABLE. */
export interface UploadStore {
  /** Begins the upload, or gives the one that was begun. Throws INGEST.UPLOAD_DIFFERENT and INGEST.TOO_MANY_UPLOADS. */
  begin(key: UploadKey, terms: UploadTerms, progress: UploadProgress): Promise<UploadProgress>;
  find(key: UploadKey): Promise<UploadProgress | undefined>;
  /** For a request that will go on with the upload: from now on no earlier one may save. */
  take(key: UploadKey): Promise<Upload | undefined>;
  /** Throws INGEST.UPLOAD_TAKEN_OVER when a later request has taken the upload. */
  save(key: UploadKey, attempt: number, progress: UploadProgress): Promise<void>;
}

/** Injection token of the store. */
export const UploadStore = Symbol('UploadStore');
