/** What is on the path of this machine to run and to fetch programs of Java. */
import { spawnSync } from 'node:child_process';

/** The major version of the Java on the path; undefined without one. */
export function javaVersion() {
  const { status, stderr = '' } = spawnSync('java', ['-version'], { encoding: 'utf8', timeout: 60_000 });
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(stderr) ?? [];
  if (status !== 0 || first === undefined) return undefined;
  return Number(first === '1' ? second : first);
}

/** Throws, with what to install, without a Java of this age or Maven. */
export function refuseMissing(oldestJava) {
  const version = javaVersion();
  if (version === undefined || version < oldestJava)
    throw new Error(`Java ${oldestJava} or later is needed, as "java" on the path (on Debian: default-jre-headless).`);
  if (spawnSync('mvn', ['--version'], { timeout: 60_000 }).status !== 0)
    throw new Error('Maven is needed, as "mvn" on the path (on Debian: maven).');
}
