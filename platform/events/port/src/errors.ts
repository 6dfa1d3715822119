import { defineErrors } from '@mesh/product';

/** What goes wrong with topics, events and consumer groups, whichever log is behind them. */
export const EventErrors = defineErrors('EVENTS', {
  UNKNOWN_TOPIC: {
    kind: 'missing',
    title: 'There is no such topic',
    fix: 'Declare the topic with declareTopic before it is used; compare the name with the contract.',
  },
  BAD_TOPIC: {
    kind: 'invalid',
    title: 'The declaration of a topic is not valid',
    fix: 'Name it <domain>.<product>.<event>.v<major> in small letters, with 1 to 256 partitions and a positive retention.',
  },
  PARTITIONS_DIFFER: {
    kind: 'conflict',
    title: 'The topic exists with another number of partitions',
    fix: 'Declare the number it has, or use a new topic: changing it would break the order by key.',
  },
  BAD_EVENT: {
    kind: 'invalid',
    title: 'An event does not conform to CloudEvents 1.0',
    fix: 'Give id, source, type, an RFC 3339 time, a key, and data that is a JSON value; meta names what is wrong.',
  },
  EVENT_TOO_LARGE: {
    kind: 'invalid',
    status: 413,
    title: 'The data of an event is too large',
    fix: 'Keep the data of an event within 1 MiB of JSON; store large contents in the lake and send where they are.',
  },
  TOO_MANY_EVENTS: {
    kind: 'invalid',
    title: 'One append carries too many events',
    fix: 'Append at most 10,000 events and 16 MiB at a time.',
  },
  BAD_RANGE: {
    kind: 'invalid',
    title: 'A partition, offset or limit is out of range',
    fix: 'Use whole numbers: partitions of the topic, offsets from 0, limits from 1 to 10,000.',
  },
  LOG_FULL: {
    kind: 'unavailable',
    title: 'Too many events wait to be written',
    fix: 'Try again a little later; if it persists, add capacity to the log or slow the writers down.',
  },
  APPEND_TOO_SLOW: {
    kind: 'unavailable',
    title: 'The log did not confirm the events in time; they may or may not have been written',
    fix: 'Append again: consumers tell repeats by source and id, or use once.',
  },
  GROUP_RUNNING: {
    kind: 'conflict',
    title: 'The group has running members',
    fix: 'Stop all members of the group, then move its offsets.',
  },
  SUPERSEDED: {
    kind: 'unavailable',
    title: 'Another consumer of the group has taken the partition over',
    fix: 'Nothing to do: the events are handled by the one that has the partition now.',
  },
  INBOX_FORGOT: {
    kind: 'conflict',
    title: 'The event is older than what the inbox remembers, so nobody knows whether it had its effect',
    fix: 'Compare the effect with the event by hand, then drop the dead letter, or let the inbox remember more.',
  },
  LOG_UNREACHABLE: {
    kind: 'unavailable',
    title: 'The event log cannot be reached',
    fix: 'Try again a little later; if it persists, check that what the log stands on runs and is reachable.',
  },
  LOG_CLOSED: { kind: 'unavailable', title: 'The event log is closed', fix: 'Open the log again.' },
});
