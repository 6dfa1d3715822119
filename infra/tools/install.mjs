/**
 * Installs the programs that tests borrow from outside of npm below `.tools/`, and notes in `.tools/tools.json` where
 * they are and what they were made from. Whatever is current is left alone: a second run costs a blink.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { java } from './java/java.mjs';
import { kafka } from './kafka/kafka.mjs';
import { python } from './python/python.mjs';
import { recipes } from './recipes/recipes.mjs';
import { science } from './science/science.mjs';

/** Each part installs into a folder of its own; see README.md for what a part is. */
const PARTS = [python, science, recipes, java, kafka];

/** Those that the command line names, or all of them. */
const wanted = process.argv.length > 2 ? PARTS.filter(({ name }) => process.argv.slice(2).includes(name)) : PARTS;

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, '.tools');
const record = join(home, 'tools.json');

function readRecord() {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return {};
  }
}

/** Written elsewhere and moved into place: a reader sees the old record or the new one. */
function writeRecord(parts) {
  const draft = `${record}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(parts, null, 2)}\n`);
  renameSync(draft, record);
}

async function bringUpToDate(part) {
  const fingerprint = createHash('sha256').update(readFileSync(part.lock)).digest('hex');
  const lock = relative(root, part.lock);
  const folder = join(home, part.name);
  const known = readRecord()[part.name];
  if (known?.lock === lock && known.fingerprint === fingerprint && part.executables(folder) !== undefined) return false;
  // While it is being replaced it counts as missing.
  writeRecord({ ...readRecord(), [part.name]: undefined });
  await part.install(folder);
  const executables = part.executables(folder);
  if (executables === undefined) throw new Error(`${part.name} was installed but does not start.`);
  writeRecord({ ...readRecord(), [part.name]: { lock, fingerprint, executables } });
  return true;
}

/** Two installations at once would take each other's files away: the second one is told so. */
async function alone(work) {
  const lock = join(home, 'installing');
  mkdirSync(home, { recursive: true });
  try {
    mkdirSync(lock);
  } catch {
    throw new Error(`Another installation is under way; if none is, remove ${lock}.`);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (release(), process.exit(130)));
  try {
    return await work();
  } finally {
    release();
  }
}

try {
  const startedAt = Date.now();
  const installed = [];
  await alone(async () => {
    for (const part of wanted) if (await bringUpToDate(part)) installed.push(part);
  });
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const names = installed.map(({ name }) => name).join(', ');
  console.log(installed.length === 0 ? 'tools: all current' : `tools: ${names} installed in ${seconds} s`);
} catch (error) {
  console.error(`tools: ${error.message}`);
  process.exitCode = 1;
}
