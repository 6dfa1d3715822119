import {
  inputTopic,
  namesOf,
  readBy,
  type DataProduct,
  type EventPort,
  type Processing,
  type Shape,
} from '@mesh/product';

/** A topic with the shape of its messages. */
export interface FlowEnd {
  readonly topic: string;
  readonly message: Shape;
}

/** Where a field of a result comes from. */
export interface FlowOrigin {
  readonly topic: string;
  readonly field: string;
  readonly how: 'IDENTITY' | 'AGGREGATION' | 'TRANSFORMATION';
}

/** From which topics a processing makes which, field by field. */
export interface ProcessingFlow {
  readonly from: readonly FlowEnd[];
  readonly to: FlowEnd;
  readonly fields: Readonly<Record<string, readonly FlowOrigin[]>>;
}

/** Reads the flow off the declaration. */
export function describeFlow(product: DataProduct, processing: Processing): ProcessingFlow {
  const from = readBy(processing).map((name) => endOf(product, name));
  const to = endOf(product, processing.gives);
  return { from, to, fields: fieldsOf(product, processing, from) };
}

function fieldsOf(product: DataProduct, processing: Processing, from: readonly FlowEnd[]): ProcessingFlow['fields'] {
  const [left, right] = from.map(({ topic }) => topic) as [string, string | undefined];
  if (processing.kind === 'joined') {
    return Object.fromEntries(
      Object.entries(processing.select).map(([name, { side, field }]) => [
        name,
        [{ topic: side === 'left' ? left : (right ?? left), field, how: 'IDENTITY' }],
      ]),
    );
  }
  const { key, aggregate } = processing;
  const at = processing.at ?? portOf(product, processing.from).at;
  return {
    windowStart: [{ topic: left, field: at, how: 'TRANSFORMATION' }],
    windowEnd: [{ topic: left, field: at, how: 'TRANSFORMATION' }],
    [key]: [{ topic: left, field: key, how: 'IDENTITY' }],
    ...Object.fromEntries(
      Object.entries(aggregate).map(([name, { field }]) => [
        name,
        [{ topic: left, field: field ?? key, how: 'AGGREGATION' as const }],
      ]),
    ),
  };
}

function portOf(product: DataProduct, name: string) {
  const input = product.inputs?.[name];
  return input === undefined ? (product.ports[name] as EventPort) : inputTopic(product, input).port;
}

function endOf(product: DataProduct, name: string): FlowEnd {
  const input = product.inputs?.[name];
  const { message, name: event } = portOf(product, name);
  return { topic: input === undefined ? namesOf(product).topic(event) : inputTopic(product, input).topic, message };
}
