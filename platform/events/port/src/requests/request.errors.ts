import { defineErrors } from '@mesh/product';

/** How waiting for a reply can end without one. */
export const RequestErrors = defineErrors('REQUESTS', {
  NO_REPLY: {
    kind: 'unavailable',
    title: 'No reply came within the deadline; the request may or may not have been handled',
    fix: 'Send the request again under the same id: what follows from it is named after it and happens once.',
  },
  TOO_MANY: {
    kind: 'throttled',
    title: 'Too many requests wait for a reply',
    fix: 'Wait for some of the replies, then send more.',
  },
  CLOSED: {
    kind: 'unavailable',
    title: 'The client of requests is closed',
    fix: 'Open another one; the request may have been handled.',
  },
  NO_ANSWER: {
    kind: 'missing',
    title: 'Nothing that is replied followed from the message',
    fix: 'Look at the other events of the product; the message itself was taken.',
  },
});
