/** Apache Kafka with its own tools, as the jars that `jars.json` names, fetched by Maven, each checked by its hash. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseMissing, javaVersion } from '../java/found-java.mjs';

const LOCK = fileURLToPath(new URL('jars.json', import.meta.url));
const OLDEST_JAVA = 17;
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const LONGEST_FETCH_MS = 20 * 60_000;
const TELL_EVERY_MS = 500;

/** Needed by the tools for Kafka Connect alone, which nobody here runs. */
const LEFT_OUT = [
  ['org.apache.kafka', 'connect-api'],
  ['org.apache.kafka', 'connect-json'],
  ['org.apache.kafka', 'connect-runtime'],
  ['org.apache.kafka', 'connect-transforms'],
  ['org.apache.maven', 'maven-artifact'],
];

const readLock = () => JSON.parse(readFileSync(LOCK, 'utf8'));
const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');
const jarsIn = (folder) => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jar')) : []);

/** What Maven is asked for: the broker, its tools, and what lets it write its log. */
function pom({ version, log4j }) {
  const exclusions = LEFT_OUT.map(
    ([group, name]) => `<exclusion><groupId>${group}</groupId><artifactId>${name}</artifactId></exclusion>`,
  ).join('');
  const dependency = (group, name, wanted) =>
    `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${wanted}</version><exclusions>${exclusions}</exclusions></dependency>`;
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>mesh</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${dependency('org.apache.kafka', 'kafka_2.13', version)}${dependency('org.apache.kafka', 'kafka-tools', version)}${dependency('org.apache.logging.log4j', 'log4j-slf4j-impl', log4j)}</dependencies>
</project>
`;
}

/** Maven copies at the end what it fetched before: its own lines tell how far it is. */
async function fetchJars(folder, lock) {
  const total = Object.keys(lock.jars).length;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pom.xml'), pom(lock));
  console.error(`tools: Apache Kafka ${lock.version}, ${total} jars`);
  const args = ['--batch-mode', '-Dstyle.color=never', COPY, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  const maven = spawn('mvn', args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], timeout: LONGEST_FETCH_MS });
  let said = '';
  const fetched = new Set();
  maven.stdout.setEncoding('utf8').on('data', (chunk) => {
    said = (said + chunk).slice(-4_000);
    for (const [, name] of chunk.matchAll(/Downloaded from \S+: \S*\/([^/\s]+\.jar)/g))
      if (name in lock.jars) fetched.add(name);
  });
  let told = 0;
  const teller = setInterval(() => {
    if (fetched.size === told) return;
    told = fetched.size;
    console.error(`tools: Apache Kafka, ${told} of ${total} jars fetched`);
  }, TELL_EVERY_MS);
  const [status] = await once(maven, 'close').finally(() => clearInterval(teller));
  if (status !== 0) throw new Error(`mvn could not fetch Apache Kafka:\n${said.trim().slice(-1_000)}`);
}

/** What is not as pinned: missing, altered or too much. */
function strangers(folder, jars) {
  const found = jarsIn(folder);
  const missing = Object.keys(jars).filter((name) => !found.includes(name));
  return [...missing, ...found.filter((name) => jars[name] !== hashOf(join(folder, name)))];
}

export const kafka = {
  name: 'kafka',

  lock: LOCK,

  /** The folder of the jars; nothing when one is missing, or when there is no Java to run them. */
  executables(home) {
    const jars = Object.keys(readLock().jars);
    if (!jars.every((name) => existsSync(join(home, name))) || (javaVersion() ?? 0) < OLDEST_JAVA) return undefined;
    return { kafka: home };
  },

  async install(home) {
    refuseMissing(OLDEST_JAVA);
    rmSync(home, { recursive: true, force: true });
    const lock = readLock();
    await fetchJars(home, lock);
    const wrong = strangers(home, lock.jars);
    if (wrong.length === 0) return;
    rmSync(home, { recursive: true, force: true });
    throw new Error(`These jars are not those that were pinned: ${wrong.join(', ')}.`);
  },
};

/** Writes the hashes of the jars that the version of `jars.json` comes with; for whoever changes that version. */
export async function pin(folder) {
  const lock = readLock();
  rmSync(folder, { recursive: true, force: true });
  await fetchJars(folder, lock);
  const names = jarsIn(folder).sort();
  const jars = Object.fromEntries(names.map((name) => [name, hashOf(join(folder, name))]));
  writeFileSync(LOCK, `${JSON.stringify({ ...lock, jars }, null, 2)}\n`);
  return names.length;
}
