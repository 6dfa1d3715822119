import { defineErrors } from '@mesh/product';

/** Why there is no broker. */
export const BrokerErrors = defineErrors('BROKER', {
  NOT_INSTALLED: {
    kind: 'missing',
    title: 'Apache Kafka is not installed in the version that is pinned',
    fix: 'Run npm run tools; it needs Java 17 or later and Maven on the path.',
  },
  JAVA_MISSING: {
    kind: 'missing',
    title: 'Java 17 or later is needed to run Apache Kafka',
    fix: 'Install it so that java is on the path (on Debian: openjdk-17-jre-headless).',
  },
  NOT_FETCHED: {
    kind: 'unavailable',
    title: 'The programs of Apache Kafka could not be fetched',
    fix: 'Read what is said; Java 17 or later and Maven must be on the path (on Debian: openjdk-17-jre-headless, maven).',
  },
  HOME_IN_USE: {
    kind: 'conflict',
    title: 'The folder belongs to brokers that run',
    fix: 'Stop the process that is named, or choose another folder.',
  },
  HOME_DIFFERS: {
    kind: 'conflict',
    title: 'The folder was made for other brokers',
    fix: 'Start it with the brokers and users that it was made with, or choose another folder.',
  },
  PORT_TAKEN: {
    kind: 'conflict',
    title: 'Another program listens on a port that the brokers are to have',
    fix: 'Choose another first port, or leave the choice to the brokers.',
  },
  NOT_FORMATTED: {
    kind: 'fault',
    title: 'A data folder could not be prepared',
    fix: 'Read what the storage tool says; check the free space and the permissions of the folder.',
  },
  NOT_STARTED: {
    kind: 'unavailable',
    title: 'A broker did not start',
    fix: 'Read what it says in its log below the folder; check memory, free space and the ports.',
  },
  DOOR_CLOSED: {
    kind: 'missing',
    title: 'The brokers do not listen in this way',
    fix: 'Ask for the listener when the brokers are started, or connect by one that is open.',
  },
  USER_UNKNOWN: {
    kind: 'missing',
    title: 'The brokers do not know this user',
    fix: 'Name the user when the folder is made; those it has are in its credentials.json.',
  },
  NODE_UNKNOWN: {
    kind: 'missing',
    title: 'There is no such broker',
    fix: 'Name one of the brokers that were started, from 1 on.',
  },
});
