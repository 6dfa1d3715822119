import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { BatchHandler, ConsumeSettings, EventLog, Subscription } from '@mesh/events';

/** What is followed, by whom and how fast. */
export interface FollowedTopic extends Omit<ConsumeSettings, 'topics'> {
  readonly topic: string;
}

/** Follows a topic of the platform while the application runs; at the end it finishes the batch in hand. */
export class TopicFollower implements OnModuleInit, OnApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly followed: FollowedTopic,
    private readonly handle: BatchHandler,
  ) {}

  async onModuleInit(): Promise<void> {
    const { topic, ...settings } = this.followed;
    await this.log.declareTopic({ name: topic });
    this.subscription = await this.log.subscribe({ topics: [topic], ...settings }, this.handle);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.subscription?.close();
  }
}
