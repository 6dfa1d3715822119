import type { DocumentText } from '@mesh/events';

/** Leaves room for the description beside the documents, below what an event may hold. */
const MAX_BATCH_BYTES = 600_000;

/** Documents in as few batches as fit into one event each, in order; one that is too large for any is in none. */
export function documentBatches(
  documents: readonly DocumentText[],
  maxBytes = MAX_BATCH_BYTES,
): readonly (readonly DocumentText[])[] {
  const batches: { bytes: number; documents: DocumentText[] }[] = [];
  for (const document of documents) {
    const bytes = Buffer.byteLength(JSON.stringify(document));
    if (bytes > maxBytes) continue;
    const last = batches.at(-1);
    if (last !== undefined && last.bytes + bytes <= maxBytes) {
      last.bytes += bytes;
      last.documents.push(document);
    } else batches.push({ bytes, documents: [document] });
  }
  return batches.map((batch) => batch.documents);
}
