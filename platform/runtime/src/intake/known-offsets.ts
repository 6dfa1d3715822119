import type { EventLog, Position } from '@mesh/events';

/** What this process knows of the ends of a topic: an event that the log places before them was there before. */
export class KnownOffsets {
  private known: Promise<Map<number, number>> | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly topic: string,
  ) {}

  /** The next offset of each partition; asked of the log once, and then kept by what is appended here. */
  async now(): Promise<Readonly<Record<string, number>>> {
    this.known ??= this.read();
    try {
      return Object.fromEntries(await this.known);
    } catch (error) {
      this.known = undefined;
      throw error;
    }
  }

  /** As `now`, as the log has it this moment. */
  async asked(): Promise<Readonly<Record<string, number>>> {
    this.known = undefined;
    return this.now();
  }

  async heard(positions: readonly Position[]): Promise<void> {
    const known = await this.known;
    for (const { partition, offset } of positions)
      if (offset >= (known?.get(partition) ?? 0)) known?.set(partition, offset + 1);
  }

  private async read(): Promise<Map<number, number>> {
    const ranges = await this.log.ranges(this.topic);
    return new Map(ranges.map(({ partition, next }) => [partition, next]));
  }
}
