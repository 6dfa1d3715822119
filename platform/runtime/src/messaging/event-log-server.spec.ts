import { INTERNAL_TOPICS, type EventLog } from '@mesh/events';
import { EventLogServer } from './event-log-server.js';

/** Whatever is asked of this log fails the story. */
const untouched = new Proxy({} as EventLog, {
  get: () => {
    throw new Error('the log was asked for something');
  },
});

describe('given a handler of a topic that is between the planes', () => {
  it.each([...INTERNAL_TOPICS])('does not begin to hear %s, and says to ask %s', async (topic, door) => {
    const server = new EventLogServer({ log: untouched, service: 'nosy' });
    server.addHandler(topic, () => Promise.resolve(), true);
    const refused = new Promise((resolve) => server.listen(resolve));
    expect(await refused).toEqual(new TypeError(`${topic} is between the planes of the mesh: ask ${door} instead`));
  });
});
