import { v7 as uuidv7 } from 'uuid';
import { portOfTopic, type EventLog } from '@mesh/events';
import { ARMS_REPORTED_TOPIC, type ArmsReported, type Rollout } from '@mesh/models';
import type { ArmedScorer, ArmsCounts } from '@mesh/rollout';
import type { Logger } from '../observability/logger.js';

const EVERY_MS = 1_000;
const NOTHING: ArmsCounts = {
  champion: { answered: 0, failed: 0 },
  challenger: { answered: 0, failed: 0 },
  shadow: { compared: 0, dropped: 0, failed: 0, differences: 0, squares: 0, magnitudes: 0 },
};

export interface ArmsReporterParts {
  readonly log: EventLog;
  readonly logger: Logger;
}

/** Tells once a second what the arms of the models did in this process: counts and sums, nothing of anybody. */
export class ArmsReporter {
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly scorers: readonly ArmedScorer[],
    private readonly parts: ArmsReporterParts,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tell(), EVERY_MS).unref();
  }

  /** Tells at once that an arm cannot be loaded here. */
  unfit({ model, trial }: Rollout, arm: 'challenger' | 'shadow'): void {
    this.telling = this.telling.then(() =>
      this.append({ model, trial, ...NOTHING, unfit: [arm] }).catch((cause: unknown) =>
        this.parts.logger.warn({ cause, model }, 'an arm that cannot be loaded could not be told'),
      ),
    );
  }

  /** Tells what is left. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.tell();
  }

  private tell(): Promise<void> {
    this.telling = this.telling.then(async () => {
      for (const scorer of this.scorers) {
        const counts = scorer.takeCounts();
        try {
          if (counts.length > 0) await this.append(...counts.map((one) => ({ model: scorer.model, ...one })));
        } catch (cause) {
          scorer.giveBack(counts);
          this.parts.logger.warn({ cause, model: scorer.model }, 'what the arms did could not be told yet');
        }
      }
    });
    return this.telling;
  }

  private async append(...reports: readonly ArmsReported[]): Promise<void> {
    const time = new Date().toISOString();
    const events = reports.map((report) => {
      const id = uuidv7();
      return {
        id,
        source: portOfTopic(ARMS_REPORTED_TOPIC),
        type: ARMS_REPORTED_TOPIC,
        time,
        key: report.model,
        data: { reportId: id, ...report, reportedAt: time } satisfies ArmsReported,
      };
    });
    await this.parts.log.append(ARMS_REPORTED_TOPIC, events);
  }
}
