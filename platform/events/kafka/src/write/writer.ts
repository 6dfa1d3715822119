import { EventErrors, jsonOfChecked, MAX_EVENTS, partitionOf, type NewEvent, type Position } from '@mesh/events';
import { recordOf } from '../message/record-of.js';
import type { WriterLimits } from '../settings.js';
import { MAX_MESSAGE_BYTES } from '../topics/topic-settings.js';
import type { Topic } from '../topics/topics.js';
import { isPassingError } from '../wire/codes.js';
import type { NewRecord } from '../wire/record-batch.js';
import { logError } from '../wire/log-error.js';
import type { Wire } from '../wire/wire.js';
import { Append } from './append.js';
import { Lane } from './lane.js';
import { Sender } from './sender.js';

const MAX_APPEND_BYTES = 16 * 1_048_576;
const LONGEST_ATTRIBUTES_BYTES = 30_000;
const LOOK_AGAIN_MS = 100;
/** What the attributes of an event take besides its data, near enough. */
export const ATTRIBUTE_BYTES = 400;

/** Group commit: what is appended while a request is on its way goes with the next one, over all topics. */
export class Writer {
  private readonly lanes = new Map<string, Lane>();
  private readonly active = new Set<Lane>();
  private readonly senders = new Map<number, Sender>();
  private readonly appends = new Set<Append>();
  private waitingEvents = 0;
  private waitingBytes = 0;
  private readonly finding = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private idle: (() => void) | undefined;

  constructor(
    private readonly wire: Wire,
    private readonly limits: WriterLimits,
  ) {}

  append(topic: Topic, events: readonly NewEvent[]): Promise<readonly Position[]> {
    const texts = textsOf(events);
    if (events.length === 0) return Promise.resolve([]);
    const bytes = texts.reduce((sum, text) => sum + text.length + ATTRIBUTE_BYTES, 0);
    this.admit(events.length, bytes);
    refuseLarger(texts, topic);
    const append = new Append(bytes);
    for (let nth = 0; nth < events.length; nth += 1) {
      const event = events[nth] as NewEvent;
      const text = texts[nth] as string;
      const lane = this.laneOf(topic, partitionOf(event.key, topic.partitions));
      append.stands(...lane.add(recordOf(event, text), text.length + ATTRIBUTE_BYTES));
      this.active.add(lane);
    }
    this.wait(append);
    this.dispatch();
    return append.answered;
  }

  /** Writes a message that is no event of a product, such as a dead letter. */
  async write(topic: Topic, partition: number, record: NewRecord): Promise<void> {
    const bytes = (record.value?.length ?? 0) * 3 + ATTRIBUTE_BYTES;
    this.admit(1, bytes);
    const append = new Append(bytes);
    const lane = this.laneOf(topic, partition);
    append.stands(...lane.add(record, bytes));
    this.active.add(lane);
    this.wait(append);
    this.dispatch();
    await append.answered;
  }

  /** Resolves when all that was appended is answered. */
  async close(): Promise<void> {
    if (this.appends.size > 0) await new Promise<void>((resolve) => (this.idle = resolve));
    clearTimeout(this.timer);
    this.active.clear();
  }

  private wait(append: Append): void {
    this.appends.add(append);
    this.waitingEvents += append.eventCount;
    this.waitingBytes += append.byteLength;
    const timer = setTimeout(() => append.fail(EventErrors.APPEND_TOO_SLOW()), this.limits.appendTimeoutMs);
    const over = () => {
      clearTimeout(timer);
      this.appends.delete(append);
      this.waitingEvents -= append.eventCount;
      this.waitingBytes -= append.byteLength;
      if (this.appends.size === 0) this.idle?.();
    };
    append.answered.then(over, () => {
      over();
      for (const lane of this.active) lane.prune();
    });
  }

  private admit(count: number, bytes: number): void {
    // An idle log takes any append within the limits of one.
    if (this.waitingEvents === 0) return;
    const isFull =
      this.waitingEvents + count > this.limits.maxWaitingEvents ||
      this.waitingBytes + bytes > this.limits.maxWaitingBytes;
    if (isFull) throw EventErrors.LOG_FULL();
  }

  private laneOf(topic: Topic, partition: number): Lane {
    const place = `${topic.name}/${partition}`;
    let lane = this.lanes.get(place);
    if (lane === undefined) this.lanes.set(place, (lane = new Lane(topic, partition)));
    return lane;
  }

  /** Wakes the sender of each lane that has something to send; who leads a partition is asked where it is not known. */
  private dispatch(): void {
    const now = performance.now();
    const unknown = new Set<string>();
    let nextMs = Infinity;
    for (const lane of this.active) {
      if (lane.isSending) continue;
      if (lane.head() === undefined) this.active.delete(lane);
      else if (lane.notBeforeMs > now) nextMs = Math.min(nextMs, lane.notBeforeMs - now);
      else if (lane.node === undefined) unknown.add(lane.topic.name);
      else this.senderOf(lane.node).wake();
    }
    for (const topic of unknown) this.findLeaders(topic);
    this.lookAgain(nextMs);
  }

  private findLeaders(topic: string): void {
    if (this.finding.has(topic)) return;
    this.finding.add(topic);
    const found = (leaders: ReadonlyMap<number, number>) => {
      this.finding.delete(topic);
      const lanes = [...this.active].filter((lane) => lane.topic.name === topic && lane.node === undefined);
      for (const lane of lanes) {
        const node = leaders.get(lane.partition) ?? -1;
        if (node >= 0) lane.node = node;
        else lane.notBeforeMs = performance.now() + LOOK_AGAIN_MS;
      }
      if (lanes.some(({ node }) => node === undefined)) this.wire.forgetLeaders(topic);
      this.dispatch();
    };
    const missed = (error: unknown) => {
      this.finding.delete(topic);
      if (!isPassingError(error)) return this.failAll(topic, error);
      for (const lane of this.active)
        if (lane.topic.name === topic) lane.notBeforeMs = performance.now() + LOOK_AGAIN_MS;
      this.dispatch();
    };
    this.wire.leadersOf(topic).then(found, missed);
  }

  private senderOf(node: number): Sender {
    let sender = this.senders.get(node);
    if (sender === undefined) {
      const waiting = () => [...this.active].filter((lane) => lane.node === node && isDue(lane));
      this.senders.set(node, (sender = new Sender(this.wire, node, waiting, (lane) => this.moved(lane))));
    }
    return sender;
  }

  private moved(lane: Lane): void {
    if (lane.head() === undefined) this.active.delete(lane);
    else if (lane.node === undefined) this.dispatch();
  }

  private failAll(topic: string, error: unknown): void {
    for (const lane of this.active) {
      if (lane.topic.name !== topic || lane.isSending) continue;
      while (lane.head() !== undefined) lane.done(false).failed(logError(error));
      this.active.delete(lane);
    }
  }

  private lookAgain(ms: number): void {
    clearTimeout(this.timer);
    if (ms < Infinity) this.timer = setTimeout(() => this.dispatch(), ms);
  }
}

const isDue = (lane: Lane): boolean => !lane.isSending && lane.notBeforeMs <= performance.now();

/** All are checked before the first is taken: an append is refused as a whole. */
export function textsOf(events: readonly NewEvent[]): readonly string[] {
  if (events.length > MAX_EVENTS) throw EventErrors.TOO_MANY_EVENTS();
  const texts = events.map(jsonOfChecked);
  let length = 0;
  for (const text of texts) length += text.length;
  if (length > MAX_APPEND_BYTES) throw EventErrors.TOO_MANY_EVENTS();
  return texts;
}

/** A topic of others may take less than one of ours. */
export function refuseLarger(texts: readonly string[], topic: Topic): void {
  if (topic.maxMessageBytes >= MAX_MESSAGE_BYTES) return;
  for (const text of texts) {
    if (Buffer.byteLength(text) + LONGEST_ATTRIBUTES_BYTES > topic.maxMessageBytes) throw EventErrors.EVENT_TOO_LARGE();
  }
}
