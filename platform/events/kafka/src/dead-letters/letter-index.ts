import type { RecordReader } from '../read/record-reader.js';
import { UNCOMMITTED, offsetsOf, LATEST, EARLIEST } from '../read/offsets.js';
import type { RecordView } from '../wire/record-view.js';
import type { Wire } from '../wire/wire.js';
import { readLetter, type Letter } from './letter-record.js';

interface Standing {
  readonly offset: number;
  readonly id: string;
  readonly group: string;
  readonly topic: string;
}

/** Which letters of a topic are open: their places only, since what is in them may be large. */
export class LetterIndex {
  private readonly open = new Map<string, Standing>();
  private position = -1;

  constructor(
    private readonly wire: Wire,
    private readonly records: RecordReader,
    readonly name: string,
  ) {}

  /** Reads what is new, and tells of each letter in it. */
  async refresh(heard: (letter: Letter) => void = () => undefined): Promise<this> {
    const [earliest, latest] = await Promise.all([
      offsetsOf(this.wire, { name: this.name }, EARLIEST),
      offsetsOf(this.wire, { name: this.name }, LATEST, UNCOMMITTED),
    ]);
    const from = Math.max(this.position, earliest.get(0) ?? 0);
    const until = latest.get(0) ?? from;
    for await (const record of this.records.allRecords({ topic: this.name, partition: 0, from, until })) {
      const letter = readLetter(record);
      const key = record.key?.toString() ?? '';
      this.open.delete(key);
      if (letter === undefined) continue;
      this.open.set(key, {
        offset: record.offset,
        id: letter.event.id,
        group: letter.group,
        topic: letter.event.topic,
      });
      heard(letter);
    }
    this.position = until;
    return this;
  }

  get size(): number {
    return this.open.size;
  }

  /** Of which topic and group the letters are; undefined when there are none. */
  get origin(): { readonly topic: string; readonly group: string } | undefined {
    return this.open.values().next().value;
  }

  isOpen(key: string): boolean {
    return this.open.has(key);
  }

  /** The records of open letters, oldest first: of these ids, or all. */
  async *letters(ids?: ReadonlySet<string>): AsyncGenerator<RecordView> {
    const wanted = [...this.open.values()].filter(({ id }) => ids === undefined || ids.has(id));
    const offsets = new Set(wanted.map(({ offset }) => offset));
    if (offsets.size === 0) return;
    const sorted = [...offsets].sort((a, b) => a - b);
    const stretch = { topic: this.name, partition: 0, from: sorted[0]!, until: sorted.at(-1)! + 1 };
    for await (const record of this.records.records(stretch)) if (offsets.has(record.offset)) yield record;
  }
}
