import { pino } from 'pino';

/** What may stand in a log line: facts of the system, never of a person. */
export interface LogFields {
  readonly cause?: unknown;
  readonly [name: string]: unknown;
}

/** Object first, static message second. */
export interface Logger {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** Injection token of the logger. */
export const Logger = Symbol('Logger');

/** Field names that are refused wherever they appear: the last line of defence behind types and review. */
const PERSONAL = ['patientId', 'data', 'body', 'document', 'authorization', 'clientSecret', 'token'];

/** Takes lines; standard error unless somebody else does. */
export interface LineSink {
  write(line: string): void;
}

/** A logger of JSON lines, named after its service. */
export function createLogger(service: string, level = 'info', sink: LineSink = standardError()): Logger {
  return pino(
    {
      name: service,
      level,
      base: { service },
      serializers: { cause: describeCause },
      redact: { paths: [...PERSONAL, ...PERSONAL.map((name) => `*.${name}`)], remove: true },
    },
    sink,
  );
}

const standardError = (): LineSink => pino.destination({ dest: 2, sync: false });

/** Class, code and stack of an error; its message only when it is one of ours, which are static. */
function describeCause(cause: unknown): unknown {
  if (!(cause instanceof Error)) return typeof cause;
  const { code } = cause as { code?: unknown };
  // A stack begins with the message, which may itself have lines that look like frames.
  const frames = cause.stack
    ?.replace(cause.message, '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8);
  return { name: cause.name, code, frames, ...(cause.cause !== undefined && { cause: describeCause(cause.cause) }) };
}
