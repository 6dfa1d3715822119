import { findKafka } from '@mesh/kafka-broker';
import { mustBeTold } from './must-be-told.js';
import { storyNeeding } from './story-needing.js';

/** `describe` for a story that needs a Kafka broker; left out where its programs are missing, but never where CI=true. */
export const storyWithKafka = storyNeeding([{ name: 'Apache Kafka', remedy: 'npm run tools', find: findKafka }], {
  mustBeTold: mustBeTold(),
});
