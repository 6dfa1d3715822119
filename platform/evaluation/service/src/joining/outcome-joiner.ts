import type { Database } from '@mesh/database';
import { Inbox, type BatchHandler, type LoggedEvent } from '@mesh/events';
import type { JudgedScore } from '@mesh/models';

import { EVALUATION_INBOX } from '../evaluation.migrations.js';
import type { ReferenceLibrary } from '../drift/reference-library.js';
import type { Reference } from '../drift/reference.js';
import { addToSketch, sketchCases } from '../drift/sketch-store.js';
import type { EvaluationSettings } from '../evaluation-options.js';
import type { Trials } from '../actions/trials.js';
import type { WatchedModel } from '../watching/watched-model.js';
import { judgeScores, keepScores, keepWaiting, lockJoins } from './case-store.js';
import { GroupCodes } from './group-codes.js';
import type { Heard, HeardScore, ListeningShadows } from './listening-shadows.js';
import { readObserved, readScored, type ObservedOutcome, type ScoredCase } from './read-events.js';

/** Events whose ids are remembered for each partition: a redelivery is never further back than what is in flight. */
const REMEMBERED_EVENTS = 20_000;

interface Parts {
  readonly database: Database;
  readonly references: ReferenceLibrary;
  readonly settings: EvaluationSettings;
  readonly trials: Trials;
  readonly shadows: ListeningShadows;
}

/** A model of a topic, with what reads its events. */
interface Joined extends WatchedModel {
  readonly codes: GroupCodes;
}

/** Joins the scores of models with their outcomes, each event once, in whatever order they come. */
export class OutcomeJoiner {
  private readonly inbox: Inbox<Database>;
  private readonly models: readonly Joined[];

  constructor(
    models: readonly WatchedModel[],
    group: string,
    private readonly parts: Parts,
  ) {
    this.models = models.map((model) => ({ ...model, codes: new GroupCodes(model.watch.subgroups) }));
    this.inbox = new Inbox(parts.database, EVALUATION_INBOX, group, { events: REMEMBERED_EVENTS });
  }

  /** Handles a batch of one partition of a topic of scores, of outcomes, or of both. */
  readonly handle: BatchHandler = async (events, signal) => {
    const read = this.models.map((model) => readFor(model, events));
    const references = await this.referencesFor(read);
    const heard = await this.heardOf(read);
    const take = async (transaction: Database, fresh: readonly LoggedEvent[]): Promise<void> => {
      for (const { model, scores, outcomes } of read) {
        const scored = fresh.flatMap((event) => scores.get(event) ?? []);
        const observed = fresh.flatMap((event) => outcomes.get(event) ?? []);
        if (scored.length + observed.length === 0) continue;
        await lockJoins(transaction, model.id);
        if (scored.length > 0) await this.takeScores(transaction, model, { scored, references, heard });
        if (observed.length > 0) await this.takeOutcomes(transaction, model, observed);
      }
    };
    // The ids of scores are kept with them, and to keep each of many thousands twice costs as much as all the rest.
    if (read.every(({ outcomes }) => outcomes.size === 0))
      await this.inbox.handleKeyed(events, (transaction) => take(transaction, events), signal);
    else await this.inbox.handle(events, take, signal);
  };

  private async takeScores(
    transaction: Database,
    model: Joined,
    { scored, references, heard }: { readonly scored: readonly ScoredCase[] } & Known,
  ): Promise<void> {
    const { fresh, judged } = await keepScores(transaction, model.id, { cases: scored, heard });
    await this.tellTrials(transaction, model, judged);
    for (const [version, cases] of byVersion(fresh)) {
      const reference = references.get(`${model.id}/${version}`);
      if (reference === undefined) continue;
      const place = { model: model.id, version, window: model.watch.drift.scores };
      await addToSketch(transaction, place, { scores: cases.length, sketch: sketchCases(reference, cases) });
    }
  }

  private async takeOutcomes(
    transaction: Database,
    model: Joined,
    observed: readonly ObservedOutcome[],
  ): Promise<void> {
    const ofScores = observed.filter((outcome): outcome is ObservedOutcome & { score: string } => !!outcome.score);
    const { judged, unknown } = await judgeScores(transaction, model.id, ofScores);
    await this.tellTrials(transaction, model, judged);
    const ofPersons = observed.filter(({ score }) => score === undefined);
    const dueAt = this.parts.settings.now().getTime() + this.parts.settings.settleMs;
    await keepWaiting(transaction, model.id, { outcomes: [...unknown, ...ofPersons], dueAt });
  }

  /** In the transaction that judges: so a trial has every outcome once, whatever happens to the process. */
  private async tellTrials(transaction: Database, { model }: Joined, judged: readonly JudgedScore[]): Promise<void> {
    if (judged.length > 0) await this.parts.trials.judged(transaction, model, judged);
  }

  /** Before the transaction begins: nobody waits for a shadow with a lock in hand. */
  private async heardOf(read: readonly ReadBatch[]): Promise<Heard> {
    const heard = new Map<string, HeardScore>();
    for (const { model, scores } of read)
      for (const [score, said] of await this.parts.shadows.hear(model.model, [...scores.values()]))
        heard.set(score, said);
    return heard;
  }

  /** Before the transaction begins: a reference may have to be made from files. */
  private async referencesFor(read: readonly ReadBatch[]): Promise<References> {
    const references = new Map<string, Reference>();
    for (const { model, scores } of read) {
      for (const version of byVersion([...scores.values()]).keys()) {
        const reference = await this.parts.references.of(model.model, version);
        if (reference !== undefined) references.set(`${model.id}/${version}`, reference);
      }
    }
    return references;
  }
}

type References = ReadonlyMap<string, Reference>;

/** What was found out before the transaction. */
interface Known {
  readonly references: References;
  readonly heard: Heard;
}

/** What the events of a batch say for one model. */
interface ReadBatch {
  readonly model: Joined;
  readonly scores: ReadonlyMap<LoggedEvent, ScoredCase>;
  readonly outcomes: ReadonlyMap<LoggedEvent, ObservedOutcome>;
}

function readFor(model: Joined, events: readonly LoggedEvent[]): ReadBatch {
  const { watch, codes, model: name } = model;
  const topic = events[0]?.topic;
  const scores = new Map<LoggedEvent, ScoredCase>();
  const outcomes = new Map<LoggedEvent, ObservedOutcome>();
  for (const event of events) {
    const score =
      topic === watch.scored.topic ? readScored(event.data, { watch: watch.scored, model: name }, codes) : undefined;
    const outcome = topic === watch.observed.topic ? readObserved(event.data, watch.observed) : undefined;
    if (score !== undefined) scores.set(event, score);
    if (outcome !== undefined) outcomes.set(event, outcome);
  }
  return { model, scores, outcomes };
}

function byVersion(cases: readonly ScoredCase[]): ReadonlyMap<number, readonly ScoredCase[]> {
  const versions = new Map<number, ScoredCase[]>();
  for (const scored of cases) {
    const known = versions.get(scored.version);
    if (known === undefined) versions.set(scored.version, [scored]);
    else known.push(scored);
  }
  return versions;
}
