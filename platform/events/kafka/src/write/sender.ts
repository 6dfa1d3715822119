import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventErrors } from '@mesh/events';
import { CODE, isPassingError } from '../wire/codes.js';
import type { ProducerIdentity } from '../wire/kafkajs.js';
import { logError } from '../wire/log-error.js';
import { produce, type ProduceAnswer, type ProducePart } from '../wire/produce.js';
import type { Wire } from '../wire/wire.js';
import type { Lane } from './lane.js';
import { laneAnswer } from './lane-answer.js';

const TURNS_BEFORE_SENDING = 3;
const MOST_BYTES = 4 * 1_048_576;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** A producer for as long as it lives; null asks for one without transactions. */
export const newProducer = async (wire: Wire): Promise<ProducerIdentity> => {
  const { producerId, producerEpoch } = await (await wire.any()).initProducerId({ transactionTimeout: 60_000 });
  return { producerId, producerEpoch };
};

/** Sends what waits for the partitions that one broker leads: one request at a time, so that waiting events gather. */
export class Sender {
  private isDraining = false;

  constructor(
    private readonly wire: Wire,
    private readonly node: number,
    /** The lanes of this broker that have something to send. */
    private readonly waiting: () => readonly Lane[],
    /** Told of each lane that was sent for. */
    private readonly moved: (lane: Lane) => void,
  ) {}

  /** Sends until nothing waits. */
  wake(): void {
    if (this.isDraining) return;
    this.isDraining = true;
    void this.drain();
  }

  private async drain(): Promise<void> {
    for (;;) {
      // Under load a turn brings several calls, and a request costs the same for all; an idle log turns at once.
      for (let turn = 0; turn < TURNS_BEFORE_SENDING; turn += 1) await nextTurn();
      const lanes = this.picked();
      if (lanes.length === 0) {
        this.isDraining = false;
        return;
      }
      for (const lane of lanes) lane.isSending = true;
      await this.send(lanes).catch((error: unknown) => {
        for (const lane of lanes) this.missed(lane, error);
      });
      for (const lane of lanes) {
        lane.isSending = false;
        this.moved(lane);
      }
    }
  }

  private picked(): readonly Lane[] {
    const lanes: Lane[] = [];
    let bytes = 0;
    for (const lane of this.waiting()) {
      const head = lane.head();
      if (head === undefined || (bytes > 0 && bytes + head.records.byteLength > MOST_BYTES)) continue;
      bytes += head.records.byteLength;
      lanes.push(lane);
    }
    return lanes;
  }

  private async send(lanes: readonly Lane[]): Promise<void> {
    for (const lane of lanes) if (lane.producer === undefined) lane.restart(await newProducer(this.wire));
    const broker = await this.wire.node(this.node);
    const answers = await produce(broker, lanes.map(partOf));
    const answerOf = new Map(answers.map((answer) => [`${answer.topic}/${answer.partition}`, answer]));
    for (const lane of lanes) this.settle(lane, answerOf.get(`${lane.topic.name}/${lane.partition}`));
  }

  private settle(lane: Lane, answered: ProduceAnswer | undefined): void {
    const { code, baseOffset } = answered ?? { code: CODE.UNKNOWN_TOPIC_OR_PARTITION, baseOffset: -1 };
    const answer = laneAnswer(code);
    switch (answer.is) {
      case 'written':
        return lane.done(true).written(baseOffset);
      case 'passing':
        return this.pause(lane);
      case 'unknown-producer':
        lane.producer = undefined;
        // A batch that was sent once only was never taken; of any other it is not known.
        if (lane.retries > 0 || code === CODE.DUPLICATE_SEQUENCE_NUMBER)
          return lane.done(false).failed(EventErrors.APPEND_TOO_SLOW());
        return this.pause(lane);
      case 'refused':
        return lane.done(false).failed(answer.error);
    }
  }

  private missed(lane: Lane, error: unknown): void {
    if (isPassingError(error)) return this.pause(lane);
    lane.producer = undefined;
    lane.done(false).failed(logError(error));
  }

  private pause(lane: Lane): void {
    lane.notBeforeMs = performance.now() + Math.min(FIRST_PAUSE_MS * 2 ** lane.retries, LONGEST_PAUSE_MS);
    lane.retries += 1;
    lane.node = undefined;
    this.wire.forgetLeaders(lane.topic.name);
  }
}

function partOf(lane: Lane): ProducePart {
  const batch = lane.head()!;
  batch.wasSent = true;
  const { sequence, producer } = lane;
  const bytes = batch.records.sealed({ ...producer!, sequence, isTransactional: false });
  return { topic: lane.topic.name, partition: lane.partition, bytes };
}
