import type { Operation } from '../known/open-api.js';

interface OutOfReach {
  readonly code: string;
  /** The kind of operation of which that is true; without it, every one. */
  readonly of?: Operation['kind'];
  /** The id of the only operation of which that is true. */
  readonly operation?: string;
  readonly because: string;
}

/** Every documented code that nobody can provoke from outside, whatever state the mesh is brought into, with the reason. */
export const OUT_OF_REACH: readonly OutOfReach[] = [
  {
    code: 'RUNTIME.UNEXPECTED',
    because: 'A fault of the code that nobody has foreseen: it is mended where it is found, not kept to be provoked.',
  },
  {
    code: 'RUNTIME.ANSWER_INVALID',
    because: 'The product would have to break its own contract; specs of the runtime serve one that does.',
  },
  {
    code: 'RUNTIME.MESSAGE_INVALID',
    because: 'The product would have to break its own contract; specs of the runtime serve one that does.',
  },
  {
    code: 'RUNTIME.DEADLINE_EXCEEDED',
    because:
      'All that a call waits for here gives up within the same ten seconds; a spec serves one that waits longer.',
  },
  {
    code: 'RUNTIME.OVERLOADED',
    of: 'datasets',
    because: 'Of a dataset it says that it is not open yet: the moments between listening and opening it.',
  },
  {
    code: 'ACCESS.AGREEMENTS_UNREAD',
    because: 'The few milliseconds between listening and having read what was agreed before.',
  },
  {
    code: 'EVENTS.LOG_UNREACHABLE',
    operation: 'createExplanation',
    because: 'It tells nothing by event; the documents name what a port of a product with events may answer.',
  },
  {
    code: 'EVENTS.LOG_UNREACHABLE',
    operation: 'createScoreExplanation',
    because: 'It says itself that it cannot explain now, whatever it is that cannot be read.',
  },
  {
    code: 'EVENTS.LOG_UNREACHABLE',
    of: 'events',
    because: 'Without the log no decision can be recorded, and that is refused before the log is asked for events.',
  },
  {
    code: 'EVENTS.LOG_UNREACHABLE',
    of: 'inputs',
    because: 'Without the log no decision can be recorded, and that is refused before the log is asked for anything.',
  },
  {
    code: 'INGEST.UPLOADS_UNAVAILABLE',
    because: 'Uploads stand beside the log in one database: without it no decision can be recorded.',
  },
  { code: 'INGEST.SENDER_LEFT', because: 'Whoever has left hears no answer; specs of the runtime provoke it.' },
  { code: 'INGEST.UPLOAD_STALLED', because: 'It takes half a minute of silence; specs of the runtime are quicker.' },
  {
    code: 'INGEST.UPLOAD_INTERRUPTED',
    because: 'The service would have to be stopped in the middle of a body; a spec of the service does.',
  },
  {
    code: 'INGEST.UPLOAD_TAKEN_OVER',
    because: 'Two requests would have to go on with one upload at the same moment; a spec of the service makes them.',
  },
  {
    code: 'INGEST.TOO_MANY_SENDERS',
    because: 'Bodies would have to be left open; a spec of the service leaves them so.',
  },
  { code: 'INGEST.TOO_MANY_UPLOADS', because: 'It takes a thousand uploads that nobody completes.' },
  {
    code: 'EVENTS.APPEND_TOO_SLOW',
    because: 'The port gives up after the same ten seconds, and mostly before; specs of the log provoke it.',
  },
  { code: 'EVENTS.LOG_FULL', because: '50,000 events would have to wait, and a port holds no more than 4,096 calls.' },
  { code: 'EVENTS.LOG_CLOSED', because: 'Between the end of the log and that of the server no call arrives any more.' },
  {
    code: 'SERVING.OVERLOADED',
    because: 'A port holds as many calls as the model has room for rows, and puts off the next one itself.',
  },
  {
    code: 'SERVING.RUN_FAILED',
    because: 'A model that passed every check when it was loaded would have to fail later.',
  },
  {
    code: 'SERVING.MODEL_NOT_READY',
    because: 'A product with a model asks whether it is there, and answers with a code of its own when it is not.',
  },
  {
    code: 'SERVING.MODEL_STOPPED',
    because: 'A rule of the evaluation would have to find the model wrong over many outcomes; its specs make it do so.',
  },
  { code: 'SERVING.CLOSED', because: 'Between the end of the model and that of the server no call arrives any more.' },
  { code: 'LAKE.CLOSED', because: 'Between the end of the lake and that of the server no call arrives any more.' },
  { code: 'LAKE.TIMEOUT', because: 'It would take far more rows than a test should write to make a page that slow.' },
];

export const isOutOfReach = (code: string, { kind, id }: Operation): boolean =>
  OUT_OF_REACH.some(
    (one) =>
      one.code === code &&
      (one.of === undefined || one.of === kind) &&
      (one.operation === undefined || one.operation === id),
  );
