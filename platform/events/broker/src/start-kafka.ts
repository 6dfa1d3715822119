import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { certificatesIn } from './certificates/certificates.js';
import { writeClientProperties } from './client-properties.js';
import { connectionsTo } from './connections.js';
import { MESH_USER, secretsOf, secretsPath } from './home/credentials.js';
import { lockHome } from './home/home-lock.js';
import type { BrokerSettings } from './broker-settings.js';
import { startKeyRelay } from './key-relay.js';
import { startCluster } from './node/cluster.js';
import { startWatchdog, type LastWill } from './node/watchdog.js';
import { ensureKafka } from './program/install-kafka.js';
import type { RunningKafka } from './running-kafka.js';

const ORPHANS_MAY_TAKE: LastWill = { graceSeconds: 10 };

/**
 * Runs Apache Kafka in `home`, on loopback, until `stop` or the end of this process. A second start on the same home
 * finds what was written before. Raises BROKER.* with what to install when Java or Maven is missing.
 */
export async function startKafka(settings: BrokerSettings, lastWill = ORPHANS_MAY_TAKE): Promise<RunningKafka> {
  const { brokers = 1, users = [], plaintext = false, shortLived = false, oauth, log = () => undefined } = settings;
  const program = await ensureKafka(log);
  const home = makeHome(settings.home);
  const endings = [lockHome(home)];
  const release = (): void => endings.splice(0).forEach((end) => end());
  try {
    const secrets = secretsOf(home, { brokers, users });
    const certificates = certificatesIn(home, MESH_USER);
    const watchdog = startWatchdog(lastWill);
    endings.push(watchdog.dismiss);
    const relay = oauth && (await startKeyRelay(oauth));
    if (relay) endings.push(relay.close);
    const { bootstrap, ...cluster } = await startCluster({
      ...{ home, program, watchdog, secrets, certificates, plaintext, shortLived, log },
      ...(settings.firstPort !== undefined && { firstPort: settings.firstPort }),
      ...(oauth && relay && { oauth: { ...oauth, keysUrl: relay.url } }),
    });
    let stopping: Promise<void> | undefined;
    return {
      home,
      version: program.version,
      bootstrap,
      credentialsFile: secretsPath(home),
      users: secrets.users,
      certificates,
      clientProperties: writeClientProperties(home, bootstrap, secrets.users),
      ...connectionsTo(bootstrap, secrets.users, certificates),
      ...cluster,
      stop: () => (stopping ??= cluster.stop().finally(release)),
    };
  } catch (error) {
    release();
    throw error;
  }
}

function makeHome(folder: string): string {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  return realpathSync(folder);
}
