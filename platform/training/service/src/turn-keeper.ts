import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { Outbox } from '@mesh/events';

import { RunTurns } from './run-turns.js';
import { TrainingSettings } from './training-options.js';

/** Gives turns from time to time: one may come without news, when a run has been silent for too long. */
@Injectable()
export class TurnKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private giving: Promise<void> = Promise.resolve();

  constructor(
    @Inject(RunTurns) private readonly turns: RunTurns,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(TrainingSettings) private readonly settings: TrainingSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      // What fails here is tried again.
      this.giving = this.turns.give().catch(() => undefined);
    }, this.settings.turnsMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.giving;
    await this.outbox.close();
  }
}
