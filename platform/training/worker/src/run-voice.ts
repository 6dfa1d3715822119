import { v7 as uuidv7 } from 'uuid';
import { portOfTopic, type EventLog } from '@mesh/events';
import {
  TRAINING_LOGGED_TOPIC,
  TRAINING_OFFERED_TOPIC,
  type TrainingLogged,
  type TrainingOffered,
} from '@mesh/training';

/** Tells what recipes say and which there are; what is lost on the way is no reason to fail a training. */
export class RunVoice {
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(private readonly log: EventLog) {}

  /** The function that passes on lines of a run. */
  linesOf(run: Pick<TrainingLogged, 'runId' | 'model'>): (from: number, lines: readonly string[]) => void {
    return (from, lines) => {
      const { runId, model } = run;
      this.tell(
        TRAINING_LOGGED_TOPIC,
        runId,
        (logId, loggedAt) => ({ logId, runId, model, from, lines, loggedAt }) satisfies TrainingLogged,
      );
    };
  }

  /** With which recipes a model is trained here. */
  offer(offered: TrainingOffered): void {
    this.tell(
      TRAINING_OFFERED_TOPIC,
      offered.model,
      (offerId, offeredAt) => ({ offerId, ...offered, offeredAt }) satisfies TrainingOffered,
    );
  }

  /** Resolves when all that was told so far is written, or is known not to be. */
  async heard(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  private tell(topic: string, key: string, dataOf: (id: string, time: string) => object): void {
    const [id, time] = [uuidv7(), new Date().toISOString()];
    const event = { id, source: portOfTopic(topic), type: topic, time, key, data: dataOf(id, time) };
    const told = this.log.append(topic, [event]).catch(() => undefined);
    this.underWay.add(told);
    void told.finally(() => this.underWay.delete(told));
  }
}
