export { eventually, type EventuallySettings } from './eventually.js';
export { askedBy, recordingLive, type Published, type RecordingLive } from './recording-live.js';
export { testClock, type TestClock } from './test-clock.js';
export { startTestDatabase, type TestDatabase } from './test-database.js';
export { startServiceUnderTest, type Json, type ServiceUnderTest } from './service-under-test.js';
export { startTestKafka, type TestKafka } from './shared-kafka.js';
export { storyNeeding, type Need } from './stories/story-needing.js';
export { storyWithKafka } from './stories/story-with-kafka.js';
