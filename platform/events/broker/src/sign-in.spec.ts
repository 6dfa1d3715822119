import { statSync } from 'node:fs';
import { startTestKafka, storyWithKafka, type TestKafka } from '@mesh/testing';
import { startKafkaTool, type Mechanism } from './index.js';
import { clientOf, newTopic, receive, send } from './testing/one-message.js';

const WAYS = (['plain', 'scram-sha-256', 'scram-sha-512'] as const).flatMap((mechanism) => [
  { mechanism, tls: false, way: 'in the clear' },
  { mechanism, tls: true, way: 'inside TLS' },
]);

storyWithKafka('given a broker on loopback', () => {
  let kafka: TestKafka;

  beforeAll(async () => {
    kafka = await startTestKafka();
  }, 60_000);

  const refused = async (connection: Parameters<typeof clientOf>[0]): Promise<unknown> => {
    const admin = clientOf(connection, 0).admin();
    return admin.connect().then(
      () => admin.disconnect(),
      (error: Error) => error.message,
    );
  };

  it.each(WAYS)('carries messages for who signs in by $mechanism $way', async ({ mechanism, tls }) => {
    const connection = kafka.connection(mechanism, { tls });
    const topic = await newTopic(connection);
    await send(connection, topic, 'a', 'b');
    expect(await receive(connection, topic, 2)).toEqual(['a', 'b']);
  });

  it('carries messages for who shows the certificate', async () => {
    const connection = kafka.connectionByCertificate();
    const topic = await newTopic(connection);
    await send(connection, topic, 'a');
    expect(await receive(connection, topic, 1)).toEqual(['a']);
  });

  it('refuses who shows no certificate where that is the sign-in', async () => {
    const { brokers, ssl } = kafka.connectionByCertificate();
    expect(await refused({ brokers, ssl: { ca: ssl?.ca } })).toMatch(/certificate|closed|disconnected|ECONNRESET/i);
  });

  it.each(WAYS)('refuses a wrong password by $mechanism $way', async ({ mechanism, tls }) => {
    const { brokers, ssl } = kafka.connection(mechanism, { tls });
    const wrong = { mechanism, username: 'mesh', password: 'mesh' } as {
      mechanism: 'plain';
      username: string;
      password: string;
    };
    expect(await refused({ brokers, ...(ssl && { ssl }), sasl: wrong })).toMatch(/authentication failed/i);
  });

  it('refuses who does not sign in', async () => {
    const { brokers } = kafka.connection('plain');
    await expect(newTopic({ brokers })).rejects.toThrow(/closed|disconnected/i);
  });

  it('is not trusted by who does not know its authority', async () => {
    const { brokers, sasl } = kafka.connection('plain', { tls: true });
    expect(await refused({ brokers, ssl: true, ...(sasl && { sasl }) })).toMatch(/certificate/i);
  });

  it.each<Mechanism>(['plain', 'scram-sha-512'])('lets a user without rights do nothing, by %s', async (mechanism) => {
    const topic = await newTopic(kafka.connection('plain'));
    const stranger = kafka.connection(mechanism, { user: 'stranger' });
    await expect(newTopic(stranger)).rejects.toMatchObject({ errors: [{ type: 'TOPIC_AUTHORIZATION_FAILED' }] });
    await expect(send(stranger, topic, 'a')).rejects.toThrow(/authorized/i);
    await expect(receive(stranger, topic, 1)).rejects.toThrow(/authorized/i);
  });

  it('makes no topic that nobody created', async () => {
    await expect(send(kafka.connection('plain'), 'spec.never-created', 'a')).rejects.toThrow(
      /does not host this topic/i,
    );
  });

  it('keeps its passwords in files of the owner alone', () => {
    const { credentialsFile, clientProperties, certificates, home } = kafka;
    for (const path of [credentialsFile, clientProperties, ...Object.values(certificates)])
      expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  it('is read by Kafka’s own console consumer', async () => {
    const connection = kafka.connectionWithoutSignIn();
    const topic = await newTopic(connection);
    await send(connection, topic, 'written here', 'read there');
    const { clientProperties, bootstrap } = kafka;
    const tool = startKafkaTool('console-consumer', [
      ...['--bootstrap-server', bootstrap.sasl?.join(',') ?? '', '--consumer.config', clientProperties],
      ...['--topic', topic, '--from-beginning', '--max-messages', '2', '--timeout-ms', '20000'],
    ]);
    let read = '';
    for await (const chunk of tool.stdout) read += String(chunk);
    expect(read).toBe('written here\nread there\n');
  }, 30_000);
});
