import { join, resolve } from 'node:path';
import type { BrokerSettings, RunningKafka } from '@mesh/kafka-broker';
import { Option } from 'commander';
import type { CommandSpec, Invocation } from '../../command.js';
import { stopAsked } from '../../stop-asked.js';
import { environmentOf, writeEnvironment } from './kafka-environment.js';

/** What tokens of a mesh are made for. */
const AUDIENCE = 'urn:mesh';
/** The highest first port that leaves room for the others of three brokers. */
const LAST_FIRST_PORT = 65_535 - 17;

/** `mesh infra kafka [--brokers 3] [--home dir]` */
export const kafka: CommandSpec = {
  usage: 'kafka',
  summary: 'Run Apache Kafka on this machine, on loopback, until Ctrl-C; the first time, it is fetched.',
  example: 'npx mesh infra kafka --brokers 3',
  shape: (command) => {
    command
      .addOption(new Option('--brokers <count>', 'how many brokers').choices(['1', '3']).default('1'))
      .option('--home <folder>', 'where its data and credentials are; $MESH_HOME/kafka unless said otherwise')
      .option('--port <port>', 'the port of the first broker; the others follow it')
      .option('--issuer <url>', 'whose tokens OAUTHBEARER takes; the mesh of this MESH_PORT unless said otherwise')
      .option('--audience <name>', 'what those tokens are made for', AUDIENCE)
      .option('--show-secrets', 'print the password as well');
  },
  async run(invocation) {
    const { terminal, forPrograms } = invocation;
    const settings = settingsOf(invocation);
    const asked = stopAsked();
    const { startKafka } = await import('@mesh/kafka-broker');
    const running = await startKafka(settings);
    const environmentFile = writeEnvironment(running);
    const environment = environmentOf(running, { showSecrets: invocation.flag('showSecrets') });
    const outcome = { ...facts(running), environment, environmentFile };
    terminal.stdout.write(`${forPrograms ? JSON.stringify(outcome) : inWords(outcome)}\n`);
    await asked;
    terminal.stderr.write('stopping\n');
    await running.stop();
    process.exit(0);
  },
};

function settingsOf({ option, number, settings, terminal }: Invocation): BrokerSettings {
  const firstPort = number('port', { min: 1, max: LAST_FIRST_PORT });
  return {
    home: resolve(option('home') ?? join(settings.meshHome, 'kafka')),
    brokers: option('brokers') === '3' ? 3 : 1,
    oauth: {
      issuer: option('issuer') ?? `http://127.0.0.1:${settings.controlPlanePort}`,
      audience: option('audience') ?? AUDIENCE,
    },
    ...(firstPort !== undefined && { firstPort }),
    log: (line) => terminal.stderr.write(`${line}\n`),
  };
}

const facts = ({ version, home, bootstrap, credentialsFile, certificates, clientProperties }: RunningKafka) => ({
  version,
  home,
  bootstrap,
  credentialsFile,
  clientProperties,
  ca: certificates.ca,
});

type Facts = ReturnType<typeof facts> & {
  readonly environment: Readonly<Record<string, string>>;
  readonly environmentFile: string;
};

const inWords = (running: Facts): string =>
  [
    `Kafka ${running.version} ready`,
    '',
    ...Object.entries(running.environment).map(([name, value]) => `${name}=${value}`),
    '',
    `with the password, for a shell:     . ${running.environmentFile}`,
    `all passwords:                      ${running.credentialsFile}`,
    `for Kafka's own tools:              ${running.clientProperties}`,
    `inside TLS, trusting                ${running.ca}`,
    `                                    ${running.bootstrap.saslTls?.join(',') ?? ''}`,
    '',
    'Ctrl-C stops it; its data stay.',
  ].join('\n');
