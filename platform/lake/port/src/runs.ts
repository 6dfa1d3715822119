import type { LoggedEvent } from '@mesh/events';

/** Events of one partition whose offsets grow; there may be gaps between them. `to` is the offset after the last. */
export interface Run {
  readonly events: readonly LoggedEvent[];
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** Characters of JSON that one landing carries at most; keeps the copy in memory small whatever the events weigh. */
const MAX_RUN_CHARACTERS = 16_000_000;

/** Divides a batch where the partition changes, offsets go back or a run is full. */
export function* runsOf(events: readonly LoggedEvent[], maxRows: number): Generator<Run> {
  let run: LoggedEvent[] = [];
  let characters = 0;
  for (const event of events) {
    const last = run.at(-1);
    const continues = last === undefined || (last.partition === event.partition && last.offset < event.offset);
    const fits = run.length < maxRows && (last === undefined || characters + event.json.length <= MAX_RUN_CHARACTERS);
    if (!continues || !fits) {
      yield toRun(run);
      run = [];
      characters = 0;
    }
    run.push(event);
    characters += event.json.length;
  }
  if (run.length > 0) yield toRun(run);
}

function toRun(events: readonly LoggedEvent[]): Run {
  const [first, last] = [events[0]!, events.at(-1)!];
  return { events, partition: first.partition, from: first.offset, to: last.offset + 1 };
}
