import { CliErrors } from '../cli.errors.js';
import type { PartSource } from './part-source.js';
import type { UploadClient, UploadState } from './upload-client.js';

/** What is sent, and who hears how far it is. */
export interface Sending {
  readonly source: PartSource;
  readonly client: UploadClient;
  readonly type: string;
  readonly onProgress: (state: UploadState) => void;
}

/** Failures at one place after which it is given up. */
const MOST_TRIES = 20;

/** Sends what the service does not have yet, part by part, each from where the service says it stands. */
export async function sendParts(
  begun: UploadState,
  { source, client, type, onProgress }: Sending,
): Promise<UploadState> {
  let state = begun;
  let first = begun.rejects;
  for (let tries = 0; !state.complete;) {
    const part = await source.part(state.offset);
    const next = await client.send(state.offset, part, type);
    tries = next.offset > state.offset || next.complete ? 0 : tries + 1;
    if (tries >= MOST_TRIES) throw CliErrors.UPLOAD_STUCK({ offset: state.offset });
    first = [...first, ...next.rejects].slice(0, 10);
    state = { ...next, rejects: first };
    onProgress(state);
  }
  return state;
}
