import { EventErrors, MAX_EVENTS, type DeadLetter, type DeadLetterCount } from '@mesh/events';
import type { RecordReader } from '../read/record-reader.js';
import type { Topic, Topics } from '../topics/topics.js';
import type { NewRecord } from '../wire/record-batch.js';
import type { RecordView } from '../wire/record-view.js';
import type { Wire } from '../wire/wire.js';
import type { Writer } from '../write/writer.js';
import { LetterIndex } from './letter-index.js';
import { ended, readLetter, restated, type Letter } from './letter-record.js';
import { isLetterTopic, letterTopic, letterTopicName } from './letter-topic.js';

const MOST_COUNTS = 1_000;

export interface DeadLetterParts {
  readonly wire: Wire;
  readonly topics: Topics;
  readonly records: RecordReader;
  readonly writer: Writer;
}

/**
 * What groups gave up, each group's in a compacted topic of its own. The latest record of a letter says how it stands:
 * dead, on its way back, or, without a value, over.
 */
export class DeadLetters {
  constructor(private readonly parts: DeadLetterParts) {}

  /** Puts a letter, or the end of one, into the topic of its group. */
  async put(topic: string, group: string, record: NewRecord): Promise<void> {
    const { topics, writer } = this.parts;
    await writer.write(await letterTopic(topics, topic, group), 0, record);
  }

  async list(topic: Topic, group: string, limit: number): Promise<readonly DeadLetter[]> {
    refuseUnless(Number.isInteger(limit) && limit >= 1 && limit <= MAX_EVENTS);
    const index = await this.index(topic.name, group);
    const found: DeadLetter[] = [];
    if (index === undefined) return found;
    for await (const record of index.letters()) {
      const { event, cause, attempts, deadAt } = readLetter(record) as Letter;
      found.push({ event, cause, attempts, deadAt });
      if (found.length === limit) break;
    }
    return found;
  }

  async counts(): Promise<readonly DeadLetterCount[]> {
    const names = [...(await this.parts.topics.names())].filter(isLetterTopic).sort();
    const found: DeadLetterCount[] = [];
    for (const name of names) {
      const index = await this.indexOf(name).refresh();
      if (index.origin === undefined) continue;
      const { topic, group } = index.origin;
      if (found.push({ topic, group, count: index.size }) === MOST_COUNTS) break;
    }
    return found;
  }

  /** Marks letters as to be handled anew, in the order of their events; the members of the group see it. */
  async redeliver(topic: Topic, group: string, ids: readonly string[]): Promise<number> {
    return this.change(topic, group, ids, (record) => restated(record, 'redeliver'));
  }

  async drop(topic: Topic, group: string, ids: readonly string[]): Promise<number> {
    return this.change(topic, group, ids, (record) => ended((readLetter(record) as Letter).event));
  }

  private async change(topic: Topic, group: string, ids: readonly string[], to: (record: RecordView) => NewRecord) {
    refuseUnless(ids.length <= MAX_EVENTS);
    const index = await this.index(topic.name, group);
    if (index === undefined) return 0;
    const found: RecordView[] = [];
    for await (const record of index.letters(new Set(ids))) found.push(record);
    found.sort((a, b) => placeOrder(readLetter(a) as Letter, readLetter(b) as Letter));
    await Promise.all(found.map((record) => this.put(topic.name, group, to(record))));
    return found.length;
  }

  private async index(topic: string, group: string): Promise<LetterIndex | undefined> {
    const name = letterTopicName(topic, group);
    if ((await this.parts.topics.look(name)) === undefined) return undefined;
    return this.indexOf(name).refresh();
  }

  private indexOf(name: string): LetterIndex {
    return new LetterIndex(this.parts.wire, this.parts.records, name);
  }
}

const placeOrder = (a: Letter, b: Letter) => a.event.partition - b.event.partition || a.event.offset - b.event.offset;

function refuseUnless(isAllowed: boolean): void {
  if (!isAllowed) throw EventErrors.BAD_RANGE();
}
