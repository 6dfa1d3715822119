import { CloudEvent, Kafka, type KafkaMessage } from 'cloudevents';

/** A message as a broker would carry it: the attributes of a CloudEvent as headers, the key, the payload. */
export interface WireMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly key: string;
  readonly payload: unknown;
}

/** A CloudEvent in the binary mode of the Kafka binding, as the SDK of CloudEvents writes it. */
export function wireMessage(event: CloudEvent<unknown>): WireMessage {
  const { headers, key, value } = Kafka.binary(event) as KafkaMessage<unknown>;
  return { headers: headers as Readonly<Record<string, string>>, key: String(key), payload: value };
}
