import { CODE, isFenced, isPassing } from '../wire/codes.js';
import type { Broker, ProducerIdentity } from '../wire/kafkajs.js';
import { patiently, within, type Patience } from '../wire/patiently.js';
import { produce, type ProduceAnswer } from '../wire/produce.js';
import type { RecordBatch } from '../wire/record-batch.js';
import type { Wire } from '../wire/wire.js';

/** Records for one partition. */
export interface OutputBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: RecordBatch;
}

/** Where a group stands after a transaction. */
export interface GroupOffset {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly metadata: string;
}

/** The id is another's by now, or may be: what was written of the transaction, and whether, is for the next to find out. */
export class FencedError extends Error {
  override readonly name = 'FencedError';

  constructor(
    /** The transaction may have been committed: the answer to its end is what is missing. */
    readonly isUndecided: boolean,
    options?: ErrorOptions,
  ) {
    super('the transaction is for others to end', options);
  }
}

/** A coordinator ends a transaction that takes longer, so that readers do not wait for it. */
const TRANSACTION_TIMEOUT_MS = 30_000;
const UNDONE_WITHIN_MS = 5_000;
const MOST_RECORD_BYTES = 8 * 1_048_576;

/** Writes to several partitions, and moves a group, all or none. Whoever comes later under the same id shuts it out. */
export class TransactionalProducer {
  private identity: ProducerIdentity | undefined;
  private readonly sequences = new Map<string, number>();

  constructor(
    private readonly wire: Wire,
    private readonly transactionalId: string,
  ) {}

  get isReady(): boolean {
    return this.identity !== undefined;
  }

  /** Shuts out whoever had the id before: what it left open is undone, or finished where that was decided. */
  async begin(patience: Patience): Promise<void> {
    const { transactionalId } = this;
    this.identity = undefined;
    const { producerId, producerEpoch } = await patiently(
      () =>
        this.ask((broker) => broker.initProducerId({ transactionalId, transactionTimeout: TRANSACTION_TIMEOUT_MS })),
      patience,
    );
    this.sequences.clear();
    this.identity = { producerId, producerEpoch };
  }

  /**
   * Runs one transaction; gives the offset of the first record of each batch. Throws `FencedError` when the id is
   * another's or the outcome is not known; after any other error nothing was written, and the next may follow.
   */
  async run(
    outputs: readonly OutputBatch[],
    offset: GroupOffset | undefined,
    patience: Patience,
  ): Promise<readonly number[]> {
    let isEnding = false;
    try {
      await this.include(outputs, offset, patience);
      const [bases] = await Promise.all([this.write(outputs, patience), this.move(offset, patience)]);
      isEnding = true;
      await this.end(true, patience);
      return bases;
    } catch (error) {
      if (isEnding || isFenced(error) || !(await this.undo())) {
        this.identity = undefined;
        throw new FencedError(isEnding, { cause: error });
      }
      throw error;
    }
  }

  private async undo(): Promise<boolean> {
    try {
      await this.end(false, within(UNDONE_WITHIN_MS));
      return true;
    } catch {
      // The next producer of this id undoes it.
      return false;
    }
  }

  private async include(outputs: readonly OutputBatch[], offset: GroupOffset | undefined, patience: Patience) {
    const mine = this.mine();
    const byTopic = new Map<string, number[]>();
    for (const { topic, partition } of outputs) byTopic.set(topic, [...(byTopic.get(topic) ?? []), partition]);
    const topics = [...byTopic].map(([topic, partitions]) => ({ topic, partitions }));
    const patient = (ask: (broker: Broker) => Promise<unknown>) => patiently(() => this.ask(ask), patience);
    await Promise.all([
      topics.length > 0 && patient((broker) => broker.addPartitionsToTxn({ ...mine, topics })),
      offset && patient((broker) => broker.addOffsetsToTxn({ ...mine, groupId: offset.group })),
    ]);
  }

  private async write(outputs: readonly OutputBatch[], patience: Patience): Promise<readonly number[]> {
    const bases = new Map<OutputBatch, number>();
    for (let left = outputs; left.length > 0; left = outputs.filter((output) => !bases.has(output))) {
      await patiently(
        async () => {
          const open = left.filter((output) => !bases.has(output));
          let passing: number | undefined;
          for (const [output, { code, baseOffset }] of await this.send(fitting(open))) {
            if (code === CODE.NONE) bases.set(output, this.counted(output, baseOffset));
            else if (isPassing(code)) passing = code;
            else throw refusal(code);
          }
          if (passing !== undefined) throw refusal(passing);
        },
        { ...patience, missed: () => left.forEach(({ topic }) => this.wire.forgetLeaders(topic)) },
      );
    }
    return outputs.map((output) => bases.get(output) as number);
  }

  /** One request to each leader. */
  private async send(outputs: readonly OutputBatch[]): Promise<readonly (readonly [OutputBatch, ProduceAnswer])[]> {
    const { transactionalId, producerId, producerEpoch } = this.mine();
    const byNode = new Map<Broker, OutputBatch[]>();
    for (const output of outputs) {
      const broker = await this.wire.leaderOf(output.topic, output.partition);
      byNode.set(broker, [...(byNode.get(broker) ?? []), output]);
    }
    const answered = await Promise.all(
      [...byNode].map(async ([broker, mine]) => {
        const parts = mine.map(({ topic, partition, records }) => {
          const sequence = this.sequences.get(`${topic}/${partition}`) ?? 0;
          return {
            topic,
            partition,
            bytes: records.sealed({ producerId, producerEpoch, sequence, isTransactional: true }),
          };
        });
        return produce(broker, parts, transactionalId);
      }),
    );
    const answers = new Map(answered.flat().map((answer) => [`${answer.topic}/${answer.partition}`, answer]));
    return outputs.flatMap((output) => {
      const answer = answers.get(`${output.topic}/${output.partition}`);
      return answer === undefined ? [] : [[output, answer] as const];
    });
  }

  private counted({ topic, partition, records }: OutputBatch, baseOffset: number): number {
    const place = `${topic}/${partition}`;
    this.sequences.set(place, ((this.sequences.get(place) ?? 0) + records.count) % 2 ** 31);
    return baseOffset;
  }

  private async move(offset: GroupOffset | undefined, patience: Patience): Promise<void> {
    if (offset === undefined) return;
    const { group: groupId, topic, partition, metadata } = offset;
    const topics = [{ topic, partitions: [{ partition, offset: String(offset.offset), metadata }] }];
    await patiently(
      () =>
        this.wire.askCoordinator(
          () => this.wire.groupCoordinator(groupId),
          (broker) => broker.txnOffsetCommit({ ...this.mine(), groupId, topics }),
        ),
      patience,
    );
  }

  /** May be asked again and again: the coordinator answers the same for a transaction that has ended so. */
  private async end(isCommitted: boolean, patience: Patience): Promise<void> {
    const mine = this.mine();
    await patiently(() => this.ask((broker) => broker.endTxn({ ...mine, transactionResult: isCommitted })), patience);
  }

  private mine() {
    if (this.identity === undefined) throw new FencedError(false);
    return { ...this.identity, transactionalId: this.transactionalId };
  }

  private ask<Result>(ask: (broker: Broker) => Promise<Result>): Promise<Result> {
    return this.wire.askCoordinator(() => this.wire.transactionCoordinator(this.transactionalId), ask);
  }
}

/** One batch a partition, and no more than a request may carry. */
function fitting(outputs: readonly OutputBatch[]): readonly OutputBatch[] {
  const places = new Set<string>();
  let bytes = 0;
  return outputs.filter(({ topic, partition, records }) => {
    const place = `${topic}/${partition}`;
    if (places.has(place) || (bytes > 0 && bytes + records.byteLength > MOST_RECORD_BYTES)) return false;
    places.add(place);
    bytes += records.byteLength;
    return true;
  });
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [CODE.INVALID_PRODUCER_EPOCH, 'INVALID_PRODUCER_EPOCH'],
  [CODE.PRODUCER_FENCED, 'PRODUCER_FENCED'],
  [48, 'INVALID_TXN_STATE'],
  [49, 'INVALID_PRODUCER_ID_MAPPING'],
]);

const refusal = (code: number) =>
  Object.assign(new Error('a batch of a transaction was not taken'), { code, type: NAMES.get(code) ?? `CODE_${code}` });
