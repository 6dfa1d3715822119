/** The programs of Java that `artifacts.json` names, fetched by Maven, each checked by its hash. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { javaVersion, refuseMissing } from './found-java.mjs';

const LOCK = fileURLToPath(new URL('artifacts.json', import.meta.url));
const OLDEST_JAVA = 11;
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
const LONGEST_FETCH_MS = 10 * 60_000;

const { artifacts } = JSON.parse(readFileSync(LOCK, 'utf8'));
const fileOf = ({ artifact }) => `${artifact.split(':').slice(1).join('-')}.jar`;
const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

function fetchInto(home, { artifact }) {
  console.error(`tools: ${artifact}`);
  const args = ['--batch-mode', COPY, `-Dartifact=${artifact}:jar`, `-DoutputDirectory=${home}`, '-Dstyle.color=never'];
  const stdio = ['ignore', process.stderr.isTTY ? 2 : 'pipe', 'inherit'];
  const { status, error, signal, stdout } = spawnSync('mvn', args, {
    cwd: home,
    stdio,
    encoding: 'utf8',
    timeout: LONGEST_FETCH_MS,
  });
  if (error ?? signal) throw new Error(`mvn could not fetch ${artifact}: ${error?.message ?? signal}`);
  if (status !== 0) throw new Error(`mvn could not fetch ${artifact}:\n${(stdout ?? '').trim().slice(-1_000)}`);
}

export const java = {
  name: 'java',

  lock: LOCK,

  /** Where each program is; nothing when one is not there, or when there is no Java to run it. */
  executables(home) {
    const paths = artifacts.map((entry) => [entry.program, join(home, fileOf(entry))]);
    if (!paths.every(([, path]) => existsSync(path)) || (javaVersion() ?? 0) < OLDEST_JAVA) return undefined;
    return Object.fromEntries(paths);
  },

  install(home) {
    refuseMissing(OLDEST_JAVA);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    for (const entry of artifacts) {
      fetchInto(home, entry);
      if (hashOf(join(home, fileOf(entry))) === entry.sha256) continue;
      rmSync(home, { recursive: true, force: true });
      throw new Error(`${entry.artifact} is not the file that was pinned: its SHA-256 differs.`);
    }
  },
};
