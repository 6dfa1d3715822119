import { CODE, isPassing } from '../wire/codes.js';
import { fetchRecords, type FetchAnswer } from '../wire/fetch.js';
import type { Wire } from '../wire/wire.js';

/** A partition that wants to be read as long as it has room. */
export interface FetchTarget {
  readonly topic: string;
  readonly partition: number;
  readonly position: number;
  readonly wantsMore: boolean;
  take(answer: FetchAnswer): void;
  /** The position is not there: it has expired, or never was. */
  outOfRange(): Promise<void>;
}

const LONGEST_WAIT_MS = 500;
/** Where somebody waits for room, the next request comes soon. */
const SHORT_WAIT_MS = 20;
const PARTITION_BYTES = 512 * 1_024;
const MOST_BYTES = 8 * 1_048_576;
const PAUSE_MS = 200;
/** An answer of so many bytes has more behind it. */
const MUCH_BYTES = 64 * 1_024;

/**
 * Reads ahead for the partitions of a member, one request at a time from each broker. A partition whose consumer is slow
 * is left out until it has room again, so that what is read and not handled stays small.
 */
export class Fetcher {
  private readonly targets = new Set<FetchTarget>();
  private readonly busy = new Set<number>();
  private isClosed = false;
  private looking: Promise<void> | undefined;
  private lookAgain = false;

  constructor(
    private readonly wire: Wire,
    private readonly report: (error: unknown) => void,
    /** Between an answer with little in it and the next request, for members that gather what they read. */
    private readonly restMs = 0,
  ) {}

  add(target: FetchTarget): void {
    this.targets.add(target);
    this.look();
  }

  delete(target: FetchTarget): void {
    this.targets.delete(target);
  }

  close(): void {
    this.isClosed = true;
    this.targets.clear();
  }

  /** Somebody may have room again. */
  look(): void {
    if (this.isClosed) return;
    this.lookAgain = true;
    this.looking ??= this.lookAround().finally(() => {
      this.looking = undefined;
      if (this.lookAgain) this.look();
    });
  }

  private async lookAround(): Promise<void> {
    while (this.lookAgain && !this.isClosed) {
      this.lookAgain = false;
      try {
        for (const [node, { wanting, all }] of await this.byNode())
          if (!this.busy.has(node) && wanting.length > 0) void this.fetch(node, wanting, all);
      } catch (error) {
        this.missed(error);
      }
    }
  }

  private async byNode() {
    const nodes = new Map<number, { wanting: FetchTarget[]; all: number }>();
    for (const target of this.targets) {
      const node = (await this.wire.leadersOf(target.topic)).get(target.partition) ?? -1;
      if (node < 0) this.wire.forgetLeaders(target.topic);
      const known = nodes.get(node) ?? { wanting: [], all: 0 };
      nodes.set(node, known);
      known.all += 1;
      if (target.wantsMore && node >= 0) known.wanting.push(target);
    }
    if (nodes.delete(-1)) this.later();
    return nodes;
  }

  private async fetch(node: number, wanting: readonly FetchTarget[], all: number): Promise<void> {
    this.busy.add(node);
    try {
      const parts = wanting.map(({ topic, partition, position }) => {
        return { topic, partition, offset: position, maxBytes: PARTITION_BYTES };
      });
      const maxWaitMs = wanting.length === all ? LONGEST_WAIT_MS : SHORT_WAIT_MS;
      const broker = await this.wire.node(node);
      const answers = await fetchRecords(broker, parts, { maxWaitMs, maxBytes: MOST_BYTES });
      const bytes = answers.reduce((sum, { records }) => sum + records.length, 0);
      for (const answer of answers) {
        const nth = wanting.findIndex((one) => one.topic === answer.topic && one.partition === answer.partition);
        const target = wanting[nth];
        // It may have been taken away, or moved on, while the broker thought.
        if (target !== undefined && this.targets.has(target) && target.position === parts[nth]!.offset)
          await this.pass(target, answer);
      }
      if (this.restMs > 0 && bytes > 0 && bytes < MUCH_BYTES)
        await new Promise((resolve) => setTimeout(resolve, this.restMs));
    } catch (error) {
      for (const { topic } of wanting) this.wire.forgetLeaders(topic);
      this.missed(error);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    } finally {
      this.busy.delete(node);
      this.look();
    }
  }

  private async pass(target: FetchTarget, answer: FetchAnswer): Promise<void> {
    const { code } = answer;
    if (code === CODE.NONE) return target.take(answer);
    if (code === CODE.OFFSET_OUT_OF_RANGE) return target.outOfRange();
    this.wire.forgetLeaders(target.topic);
    if (!isPassing(code)) this.report(Object.assign(new Error('a partition cannot be read'), { code }));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }

  private missed(error: unknown): void {
    if (this.isClosed) return;
    this.report(error);
    this.later();
  }

  private later(): void {
    setTimeout(() => this.look(), PAUSE_MS).unref();
  }
}
