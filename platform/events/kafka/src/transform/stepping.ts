import { causeOf, EventErrors, MAX_EVENTS, type LoggedEvent, type Step, type StepOutput } from '@mesh/events';
import { progressText } from '../consume/progress-text.js';
import type { Burial, Settlement, TopicPartition, Work } from '../consume/work.js';
import { logError } from '../wire/log-error.js';
import type { NewRecord } from '../wire/record-batch.js';
import type { Topic } from '../topics/topics.js';
import { OutputBatches } from './output-batches.js';
import { FencedError, type TransactionalProducer } from './transactional-producer.js';

export interface SteppingParts {
  readonly producer: TransactionalProducer;
  readonly group: string;
  readonly place: TopicPartition;
  readonly topicOf: (name: string) => Promise<Topic>;
  readonly letterTopic: () => Promise<Topic>;
  readonly step: Step;
}

const BEGUN_WITHIN_MS = 60_000;
const LETTER_BYTES = 4 * 1_048_576;

/**
 * Turns batches into events: what the step makes, the group's progress and dead letters are one transaction of Kafka. The
 * producer's id names the group and the partition, so that a former owner is shut out as soon as the next one begins.
 */
export class Stepping implements Work {
  constructor(private readonly parts: SteppingParts) {}

  begin(): Promise<void> {
    return this.parts.producer.begin({ untilMs: performance.now() + BEGUN_WITHIN_MS });
  }

  async run(
    events: readonly LoggedEvent[],
    settlement: (burials: readonly Burial[]) => Settlement,
    signal: AbortSignal,
  ): Promise<boolean> {
    const burials = new Map<number, Burial>();
    const outputs = await this.parts.step(events, signal, ({ offset }, error) => {
      burials.set(offset, { offset, cause: causeOf(error), attempts: 1 });
    });
    if (signal.aborted) return false;
    return this.commit(await this.gathered(outputs), settlement([...burials.values()]), signal);
  }

  async settle(settlement: Settlement, signal: AbortSignal): Promise<boolean> {
    return this.commit(new OutputBatches(), settlement, signal);
  }

  isMine(): boolean {
    return true;
  }

  settled(): Promise<boolean> {
    return Promise.resolve(true);
  }

  private async gathered(outputs: readonly StepOutput[]): Promise<OutputBatches> {
    const batches = new OutputBatches();
    let count = 0;
    for (const { topic: name, events } of outputs) {
      const topic = await this.parts.topicOf(name);
      refuseMore((count += events.length));
      for (const event of events) batches.add(topic, event);
    }
    return batches;
  }

  private async commit(batches: OutputBatches, settlement: Settlement, signal: AbortSignal): Promise<boolean> {
    const { producer, group, place } = this.parts;
    const { progress, letters } = settlement;
    try {
      for (const letter of letters) await this.put(batches, letter);
      const offset = progress && { group, ...place, offset: progress.offset, metadata: progressText(progress) };
      await producer.run(batches.all(), offset, { untilMs: Infinity, signal });
      return true;
    } catch (error) {
      // Whoever begins next with the partition, perhaps this member, finds out where the group stands.
      if (error instanceof FencedError || signal.aborted) return false;
      throw logError(error);
    }
  }

  private async put(batches: OutputBatches, letter: NewRecord): Promise<void> {
    const { name } = await this.parts.letterTopic();
    const size = { roughBytes: (letter.value?.length ?? 0) * 3, limit: LETTER_BYTES };
    batches.put({ topic: name, partition: 0 }, letter, size);
  }
}

function refuseMore(count: number): void {
  if (count > MAX_EVENTS) throw EventErrors.TOO_MANY_EVENTS();
}
