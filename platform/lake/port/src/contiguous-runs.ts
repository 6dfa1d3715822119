import type { LoggedEvent } from '@mesh/events';

/** Events of one partition without a gap between their offsets. */
export interface Run {
  readonly events: readonly LoggedEvent[];
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** Characters of JSON that one landing carries at most; keeps the copy in memory small whatever the events weigh. */
const MAX_RUN_CHARACTERS = 16_000_000;

/** Divides a batch where the partition changes, offsets jump (an event went to the dead letters) or a run is full. */
export function* contiguousRuns(events: readonly LoggedEvent[], maxRows: number): Generator<Run> {
  let run: LoggedEvent[] = [];
  let characters = 0;
  for (const event of events) {
    const last = run.at(-1);
    const continues = last === undefined || (last.partition === event.partition && last.offset + 1 === event.offset);
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
  const first = events[0]!;
  return { events, partition: first.partition, from: first.offset, to: first.offset + events.length };
}
