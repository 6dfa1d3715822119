import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { inactiveRun, noRun } from '../mlflow-refusals.js';
import type { KeyValue, MetricEntry } from './entries.js';
import { lockAndMeasure, writeParams, writeTags, type LockedRun, type Standing } from './run-log-statements.js';

/** What one call adds to a run: all of it or nothing. */
export interface RunEntries {
  readonly runId: string;
  readonly metrics?: readonly MetricEntry[];
  readonly params?: readonly KeyValue[];
  readonly tags?: readonly KeyValue[];
}

interface Waiting extends RunEntries {
  readonly settle: (failure?: unknown) => void;
}

/** So many calls share a commit; so many wait for the next one before callers are asked to come again. */
const MOST_OF_GROUP = 256;
const MOST_ENTRIES_OF_GROUP = 20_000;

/**
 * Adds measurements, parameters and tags to runs. Calls that come while a commit is under way share the next one: each is
 * durable when it is answered, and the price of a commit is divided among them (group commit; DeWitt et al., Implementation
 * Techniques for Main Memory Database Systems, 1984). A call that cannot be kept fails alone.
 */
@Injectable()
export class RunLog {
  private waiting: Waiting[] = [];
  private draining: Promise<void> | undefined;

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Resolves when it is durable; raises RESOURCE_DOES_NOT_EXIST or INVALID_PARAMETER_VALUE. */
  add(entries: RunEntries): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (failure?: unknown): void => (failure === undefined ? resolve() : reject(failure as Error));
      this.waiting.push({ ...entries, settle });
      this.draining ??= this.drain();
    });
  }

  private async drain(): Promise<void> {
    // Whatever arrived in the same turn goes together.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.commit(this.nextGroup());
    this.draining = undefined;
  }

  private nextGroup(): Waiting[] {
    let entries = 0;
    let count = 0;
    while (count < Math.min(this.waiting.length, MOST_OF_GROUP) && entries < MOST_ENTRIES_OF_GROUP) {
      entries += this.waiting[count]!.metrics?.length ?? 0;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async commit(group: readonly Waiting[]): Promise<void> {
    try {
      const refused = group.every(measuresOnly)
        ? standingOf(group, await lockAndMeasure(this.database, group, group)).refused
        : await this.database.transaction((transaction) => write(transaction, group));
      for (const call of group) call.settle(refused.get(call));
    } catch (failure) {
      for (const call of group) call.settle(failure);
    }
  }
}

const measuresOnly = ({ params = [], tags = [] }: RunEntries): boolean => params.length === 0 && tags.length === 0;

/** Writes what can be kept of a group; gives why the others cannot. */
async function write(transaction: Database, group: readonly Waiting[]): Promise<ReadonlyMap<Waiting, Error>> {
  const { standing, refused } = standingOf(group, await lockAndMeasure(transaction, group, []));
  const kept = await writeParams(transaction, standing, refused);
  const calls = kept.map(({ call }) => call);
  await lockAndMeasure(transaction, calls, calls);
  await writeTags(transaction, kept);
  return refused;
}

/** Which calls are about runs that take more, and why the others are refused. */
function standingOf(group: readonly Waiting[], locked: readonly LockedRun[]) {
  const runs = new Map(locked.map((run) => [run.run_id, run]));
  const standing: Standing<Waiting>[] = [];
  const refused = new Map<Waiting, Error>();
  for (const call of group) {
    const run = runs.get(call.runId);
    if (run === undefined) refused.set(call, noRun(call.runId));
    else if (run.lifecycle_stage !== 'active') refused.set(call, inactiveRun(call.runId));
    else standing.push({ run: run.number, call });
  }
  return { standing, refused };
}
