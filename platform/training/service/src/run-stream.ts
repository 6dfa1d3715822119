import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type MessageEvent,
  type OnModuleInit,
} from '@nestjs/common';
import {
  concatMap,
  distinctUntilChanged,
  filter,
  finalize,
  from,
  interval,
  map,
  merge,
  Observable,
  startWith,
  Subject,
  takeUntil,
  takeWhile,
  timer,
} from 'rxjs';

import { Database } from '@mesh/database';

import { RUN_MOVED_CHANNEL, RunStore } from './run-store.js';
import { TrainingSettings } from './training-options.js';
import type { TrainingRun } from './training-run.js';
import { TrainingErrors } from './training.errors.js';

const LONGEST_STREAM_MS = 3_600_000;
const MAX_STREAMS = 200;

/** Server-sent events of one run: its state whenever it moves, heartbeats between, until it has ended. */
@Injectable()
export class RunStream implements OnModuleInit, BeforeApplicationShutdown {
  private readonly moved = new Subject<string>();
  private readonly closing = new Subject<void>();
  private streams = 0;
  private stopListening: (() => Promise<void>) | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(TrainingSettings) private readonly settings: TrainingSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    this.stopListening = await this.database.listen(RUN_MOVED_CHANNEL, (runId) => this.moved.next(runId));
  }

  /** Before the server waits for its connections to end: an open stream would hold it up. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing.next();
    await this.stopListening?.();
  }

  /** Throws TRAINING.RUN_UNKNOWN, or TOO_MANY_STREAMS. */
  async of(runId: string): Promise<Observable<MessageEvent>> {
    if ((await this.runs.find(runId)) === undefined) throw TrainingErrors.RUN_UNKNOWN();
    if (this.streams >= MAX_STREAMS) throw TrainingErrors.TOO_MANY_STREAMS();
    // A heartbeat also looks at the run, in case a notification was lost with its connection.
    const beats = interval(this.settings.heartbeatMs).pipe(map(() => true));
    const moves = this.moved.pipe(
      filter((moved) => moved === runId),
      map(() => false),
      startWith(false),
    );
    return new Observable<MessageEvent>((subscriber) => {
      this.streams += 1;
      return merge(moves, beats)
        .pipe(
          concatMap((beat) => from(this.runs.find(runId)).pipe(map((run) => ({ beat, run })))),
          distinctUntilChanged((last, next) => !next.beat && JSON.stringify(last.run) === JSON.stringify(next.run)),
          takeWhile(({ run }) => run !== undefined && !hasEnded(run), true),
          map(({ beat, run }) => messageOf(beat && run !== undefined && !hasEnded(run), run)),
          takeUntil(merge(this.closing, timer(LONGEST_STREAM_MS))),
          finalize(() => (this.streams -= 1)),
        )
        .subscribe(subscriber);
    });
  }
}

const hasEnded = ({ state }: TrainingRun): boolean => state === 'completed' || state === 'failed';

const messageOf = (beat: boolean, run: TrainingRun | undefined): MessageEvent =>
  beat || run === undefined ? { type: 'heartbeat', data: {} } : { type: run.state, data: run };
