import { EventPattern as NestEventPattern, MessagePattern as NestMessagePattern } from '@nestjs/microservices';
import type { ConsumeSettings } from '@mesh/events';
import type { Shape } from '@mesh/product';

/** How a handler's topic is consumed, where not as usual; the group is the service's own unless it is named. */
export type HandlerSettings = Partial<Omit<ConsumeSettings, 'topics'>>;

/** A handler whose callers may wait. */
export interface AnsweringSettings extends HandlerSettings {
  /** Topics on which callers may wait; a request that names another gets no reply. */
  readonly replies: readonly string[];
  /** What is replied: a log that seals personal texts has to know which they are. */
  readonly returns?: Shape;
}

/** The method hears each event of the topic. */
export const EventPattern = (topic: string, settings: HandlerSettings = {}): MethodDecorator =>
  NestEventPattern(topic, undefined, settings);

/** The method answers requests on the topic with what it returns. */
export const MessagePattern = (topic: string, settings: AnsweringSettings): MethodDecorator =>
  NestMessagePattern(topic, undefined, settings);
