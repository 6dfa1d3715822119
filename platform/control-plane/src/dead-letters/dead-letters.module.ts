import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { EventLog } from '@mesh/events';
import { Metrics } from '@mesh/runtime';
import { DeadLetterDesk } from './dead-letter-desk.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { PortReading } from './port-reading.js';

/** What consumers gave up, over HTTP and as a measure. */
@Module({})
export class DeadLettersModule implements OnModuleInit {
  constructor(
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** Needs `EventLog`, `Metrics`, `Gatekeeper`, `ProductReader` and `AgreementReader` provided globally. */
  static forRoot(): DynamicModule {
    return {
      module: DeadLettersModule,
      controllers: [DeadLettersController],
      providers: [DeadLetterDesk, PortReading],
    };
  }

  onModuleInit(): void {
    this.metrics.gauges(
      { name: 'mesh_dead_letters', help: 'Events that a group gave up.', labels: ['topic', 'group'] },
      async () => {
        const counts = await this.log.deadLetterCounts();
        return counts.map(({ topic, group, count }) => ({ labels: { topic, group }, value: count }));
      },
    );
  }
}
