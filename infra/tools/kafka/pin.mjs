/** `node infra/tools/kafka/pin.mjs`: after a change of the version in `jars.json`, pins what it comes with. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pin } from './kafka.mjs';

const folder = mkdtempSync(join(tmpdir(), 'mesh-kafka-'));
try {
  console.log(`pinned ${await pin(folder)} jars`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
