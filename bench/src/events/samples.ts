import type { NewEvent } from '@mesh/events';
import type { Message } from 'kafkajs';

let serial = 0;

const READING = {
  age: 63,
  sex: 1,
  chestPain: 3,
  restingBloodPressure: 145,
  cholesterol: 233,
  maxHeartRate: 150,
  score: 0.7315,
  model: 'm-12',
};

/** Events as a scoring port appends them, of a thousand patients. */
export function events(count: number): NewEvent[] {
  return Array.from({ length: count }, () => {
    serial += 1;
    return {
      id: `0197f0c2-0000-7000-8000-${String(serial).padStart(12, '0')}`,
      source: '/bench',
      type: 'bench.measured.v1',
      time: '2026-01-02T03:04:05.678Z',
      key: `patient-${serial % 997}`,
      data: READING,
    };
  });
}

/** The same as messages for kafkajs alone: what the log puts on the wire. */
export const messages = (count: number): Message[] =>
  events(count).map(({ id, source, type, time, key, data }) => ({
    key,
    value: JSON.stringify(data),
    headers: {
      ce_specversion: '1.0',
      ...{ ce_id: id, ce_source: source, ce_type: type, ce_time: time },
      'content-type': 'application/json',
      ce_partitionkey: key,
    },
  }));

/** Bytes of one such message on disk, near enough, for programs that make messages of a size. */
export const MESSAGE_BYTES = 420;
