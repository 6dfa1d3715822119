import { LakeErrors } from '@mesh/lake';
import { Manifest } from './manifest.js';
import { decodeLine, type ManifestRecord } from './record.js';

export interface DecodedManifest {
  readonly manifest: Manifest;
  /** Bytes of whole lines, and of what follows them. */
  readonly bytes: number;
  readonly tornBytes: number;
  readonly lines: number;
  /** Whether some line names files that are there no more. */
  readonly hasHistory: boolean;
}

/** Reads a manifest without touching it. A bad line with a good one after it is damage, not a crash. */
export function decodeManifest(content: Buffer): DecodedManifest {
  const manifest = new Manifest();
  let bytes = 0;
  let lines = 0;
  let hasHistory = false;
  for (let end = content.indexOf(10); end >= 0; end = content.indexOf(10, bytes)) {
    const record = decodeLine(content.toString('utf8', bytes, end));
    if (record === undefined) break;
    manifest.apply(record);
    hasHistory ||= isHistory(record);
    bytes = end + 1;
    lines += 1;
  }
  const torn = content.subarray(bytes);
  const wholeLater = torn
    .toString('utf8')
    .split('\n')
    .slice(1)
    .some((line) => decodeLine(line) !== undefined);
  if (wholeLater) throw LakeErrors.MANIFEST_DAMAGED({ line: lines + 1 });
  return { manifest, bytes, tornBytes: torn.length, lines, hasHistory };
}

/** Whether a record takes files away, so that this and earlier lines name what is there no more. */
export const isHistory = ({ kind }: ManifestRecord): boolean =>
  kind === 'compacted' || kind === 'rewritten' || kind === 'expired';
