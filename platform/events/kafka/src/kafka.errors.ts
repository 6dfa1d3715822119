import { defineErrors } from '@mesh/product';

/** What goes wrong between the event log and Apache Kafka. */
export const KafkaErrors = defineErrors('KAFKA', {
  ACCESS_REFUSED: {
    kind: 'unavailable',
    title: 'The brokers refuse this client',
    fix: 'Check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SSL, and what the account may do; the cause says what was refused.',
  },
  UNKNOWN_CLIENT: {
    kind: 'fault',
    title: 'The installed version of kafkajs does not have the parts that the log is built on',
    fix: 'Install the version of kafkajs that the root package.json names.',
  },
  NO_LEDGER: {
    kind: 'fault',
    title: 'Events can be appended once only beside a database',
    fix: 'Open the log with the database of the mesh, which remembers what was appended once.',
  },
  TOPIC_DRIFT: {
    kind: 'conflict',
    title: 'A topic is not as its product declares it',
    fix: 'Change the topic or the declaration; the log leaves topics as they are. meta names the settings.',
  },
  EVENTS_EXPIRED: {
    kind: 'conflict',
    title: 'Events went before the group had read them',
    fix: 'Let consumers keep up with the retention of the topic, or lengthen it; the group goes on with the first event that is left.',
  },
});
