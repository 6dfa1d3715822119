import { EventErrors } from '@mesh/events';
import { MeshError } from '@mesh/product';
import { KafkaErrors } from '../kafka.errors.js';
import { isPassingError, isRefused, typeOf } from './codes.js';

/** An error as it leaves the log: on what the log stands is not for those who use it to know. */
export function logError(error: unknown): unknown {
  if (error instanceof MeshError)
    return ofTheDatabase(error) ? EventErrors.LOG_UNREACHABLE({}, { cause: error }) : error;
  if (typeOf(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return EventErrors.UNKNOWN_TOPIC({}, { cause: error });
  if (isRefused(causeOf(error))) return KafkaErrors.ACCESS_REFUSED({}, { cause: error });
  if (isPassingError(error) || isOfKafka(error)) return EventErrors.LOG_UNREACHABLE({}, { cause: error });
  return error;
}

/** Does something with the brokers; what fails there fails as the log does. */
export async function ofTheLog<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw logError(error);
  }
}

const ofTheDatabase = (error: MeshError): boolean => error.retryable && error.code.startsWith('DATABASE.');
const isOfKafka = (error: unknown): boolean => error instanceof Error && error.name.startsWith('KafkaJS');

/** kafkajs wraps what stopped its own retries. */
function causeOf(error: unknown): unknown {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? cause : error;
}
