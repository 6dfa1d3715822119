import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '@mesh/access';
import { EventErrors, EventLog, type DeadLetter, type DeadLetterCount } from '@mesh/events';
import { MeshError } from '@mesh/product';
import { DeadLetterErrors } from './dead-letter.errors.js';
import { mayTend } from './letter-owner.js';
import { MOST_READ, type LettersAsked, type ListAsked } from './letters-asked.js';
import { shownLetter, type ShownLetter } from './shown-letter.js';

/** Of which topic, given up by which group. */
export interface LetterPlace {
  readonly topic: string;
  readonly group: string;
}

/** Letters from the oldest on; `nextCursor` begins what follows. */
export interface LetterPage extends LetterPlace {
  readonly letters: readonly ShownLetter[];
  readonly nextCursor?: string;
}

/** How many letters a step took. With `more`, its time was over before all were taken: ask again. */
export interface StepTaken extends LetterPlace {
  readonly taken: number;
  readonly more: boolean;
}

const A_STEP = 500;
const LONGEST_STEP_MS = 15_000;

/** Shows what consumers gave up to those whose it is, and does with it what they say. */
@Injectable()
export class DeadLetterDesk {
  constructor(@Inject(EventLog) private readonly log: EventLog) {}

  /** The topics and groups that are the caller's to tend. */
  async groups(caller: Caller): Promise<readonly DeadLetterCount[]> {
    const counts = await this.log.deadLetterCounts();
    return counts.filter(({ topic, group }) => mayTend(caller, topic, group));
  }

  /** Raises DEAD_LETTER.GROUP_UNKNOWN. */
  async list(place: LetterPlace, { skip, limit }: ListAsked, caller: Caller): Promise<LetterPage> {
    check(place, caller);
    const read = await this.letters(place, Math.min(skip + limit + 1, MOST_READ));
    const letters = read.slice(skip, skip + limit).map(shownLetter);
    const next = skip + limit;
    return { ...place, letters, ...(read.length > next && next < MOST_READ && { nextCursor: String(next) }) };
  }

  /** One letter with its event, whoever may see it; raises DEAD_LETTER.UNKNOWN. */
  async find(place: LetterPlace, id: string): Promise<DeadLetter> {
    const found = (await this.letters(place, MOST_READ)).find(({ event }) => event.id === id);
    if (found === undefined) throw DeadLetterErrors.UNKNOWN();
    return found;
  }

  /** Gives letters back to their group; raises DEAD_LETTER.GROUP_UNKNOWN. */
  replay(place: LetterPlace, asked: LettersAsked, caller: Caller): Promise<StepTaken> {
    check(place, caller);
    return this.take(place, asked, (ids) => this.log.redeliver(place.topic, place.group, ids));
  }

  /** Forgets letters; raises DEAD_LETTER.GROUP_UNKNOWN. */
  drop(place: LetterPlace, asked: LettersAsked, caller: Caller): Promise<StepTaken> {
    check(place, caller);
    return this.take(place, asked, (ids) => this.log.dropDeadLetters(place.topic, place.group, ids));
  }

  private async take(
    place: LetterPlace,
    asked: LettersAsked,
    step: (ids: readonly string[]) => Promise<number>,
  ): Promise<StepTaken> {
    if ('ids' in asked) return { ...place, taken: await ofTheTopic(() => step(asked.ids)), more: false };
    // One that is given back may die again meanwhile: it was not there when this began.
    const begun = new Date().toISOString();
    const until = performance.now() + LONGEST_STEP_MS;
    let taken = 0;
    while (performance.now() < until) {
      const due = (await this.letters(place, A_STEP)).filter(({ deadAt }) => deadAt <= begun);
      const moved = due.length === 0 ? 0 : await step([...new Set(due.map(({ event }) => event.id))]);
      if (moved === 0) return { ...place, taken, more: false };
      taken += moved;
    }
    return { ...place, taken, more: true };
  }

  private letters({ topic, group }: LetterPlace, limit: number): Promise<readonly DeadLetter[]> {
    return ofTheTopic(() => this.log.deadLetters(topic, group, limit));
  }
}

/** To whom it does not concern, there is nothing. */
export function check({ topic, group }: LetterPlace, caller: Caller): void {
  if (!mayTend(caller, topic, group)) throw DeadLetterErrors.GROUP_UNKNOWN();
}

async function ofTheTopic<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MeshError && error.code === EventErrors.UNKNOWN_TOPIC.code)
      throw DeadLetterErrors.GROUP_UNKNOWN();
    throw error;
  }
}
