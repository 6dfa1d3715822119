import type { TopicSettings } from '@mesh/events';
import type { Feed, FeedSettings, TakeRows } from '@mesh/lake';

/** What is to be read, with the declaration of its topic: another thread has not seen it. */
export interface TopicFeedSettings extends FeedSettings {
  readonly declared: TopicSettings;
}

/** Reads the rows of topics for those who land them: the log in another thread than the calls. */
export interface TopicFeed {
  feed(settings: TopicFeedSettings, take: TakeRows): Promise<Feed>;
}
