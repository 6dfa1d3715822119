import { EventErrors } from '@mesh/events';
import { MeshError } from '@mesh/product';
import type { Subject } from '../subjects/subject.js';
import type { Subjects } from '../subjects/subjects.js';

interface Waiting {
  readonly subjects: readonly Subject[];
  readonly events: number;
  readonly go: () => void;
  readonly refuse: (error: unknown) => void;
}

const MAX_WAITING_EVENTS = 50_000;

/**
 * Where writers wait whose persons are not known yet: all who came while the last statement was on its way share the
 * next, and go on in the order in which they came.
 */
export class Entrance {
  private waiting: Waiting[] = [];
  private readonly expected = new Map<Recipient, number>();
  private events = 0;
  private running: Promise<void> | undefined;

  constructor(private readonly subjects: Subjects) {}

  /** Whether somebody waits who writes about one of these: who comes later must not overtake. */
  mustWait(subjects: () => readonly Subject[]): boolean {
    return this.expected.size > 0 && subjects().some((subject) => this.expected.has(recipient(subject)));
  }

  /** Resolves to what `append` gives, which is called as soon as all subjects are known, before anybody else goes on. */
  pass<Result>(subjects: readonly Subject[], events: number, append: () => Promise<Result>): Promise<Result> {
    if (this.events + events > MAX_WAITING_EVENTS && this.events > 0) return Promise.reject(EventErrors.LOG_FULL());
    return new Promise<Result>((resolve, reject) => {
      const go = (): void => {
        try {
          append().then(resolve, reject);
        } catch (error) {
          reject(error as Error);
        }
      };
      this.waiting.push({ subjects, events, go, refuse: reject });
      this.events += events;
      for (const subject of subjects) this.expect(subject, 1);
      this.running ??= this.run();
    });
  }

  /** Resolves once nobody waits. */
  async close(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // One turn of the event loop brings the calls that came together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      const failure = await this.enter(batch);
      for (const { subjects, events, go, refuse } of batch) {
        this.events -= events;
        for (const subject of subjects) this.expect(subject, -1);
        if (failure === undefined) go();
        else refuse(failure.error);
      }
    }
    this.running = undefined;
  }

  private async enter(batch: readonly Waiting[]): Promise<{ readonly error: unknown } | undefined> {
    const distinct = new Map(batch.flatMap(({ subjects }) => subjects.map((subject) => [recipient(subject), subject])));
    try {
      await this.subjects.enter([...distinct.values()]).catch(asOfTheLog);
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  private expect(subject: Subject, by: 1 | -1): void {
    const name = recipient(subject);
    const count = (this.expected.get(name) ?? 0) + by;
    if (count === 0) this.expected.delete(name);
    else this.expected.set(name, count);
  }
}

/** Throws: who cannot be told by a token cannot be written about, and to a writer that is the log being away. */
export function asOfTheLog(error: unknown): never {
  throw error instanceof MeshError && error.retryable ? EventErrors.LOG_UNREACHABLE({}, { cause: error }) : error;
}

/** Order is kept for a person: what else an event says of them waits with them. */
type Recipient = string;
const recipient = ({ domain, person, text = '' }: Subject): Recipient => `${domain}\0${person}\0${text}`;
