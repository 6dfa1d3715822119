import { v7 as uuidv7 } from 'uuid';
import type { EventLog } from '@mesh/events';
import {
  TRAINING_LOGGED_TOPIC,
  TRAINING_OFFERED_TOPIC,
  type TrainingLogged,
  type TrainingOffered,
} from '@mesh/training';

/** Tells what recipes say and which there are; what is lost on the way is no reason to fail a training. */
export class RunVoice {
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(
    private readonly log: EventLog,
    private readonly service: string,
  ) {}

  /** The function that passes on lines of a run. */
  linesOf(run: Pick<TrainingLogged, 'runId' | 'model'>): (from: number, lines: readonly string[]) => void {
    return (from, lines) => {
      const { runId, model } = run;
      this.tell(TRAINING_LOGGED_TOPIC, runId, { runId, model, from, lines } satisfies TrainingLogged);
    };
  }

  /** With which recipes a model is trained here. */
  offer(offered: TrainingOffered): void {
    this.tell(TRAINING_OFFERED_TOPIC, offered.model, offered);
  }

  /** Resolves when all that was told so far is written, or is known not to be. */
  async heard(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  private tell(topic: string, key: string, data: object): void {
    const source = `urn:mesh:service:${this.service}`;
    const event = { id: uuidv7(), source, type: topic, time: new Date().toISOString(), key, data };
    const told = this.log.append(topic, [event]).catch(() => undefined);
    this.underWay.add(told);
    void told.finally(() => this.underWay.delete(told));
  }
}
