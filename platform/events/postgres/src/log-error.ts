import { EventErrors } from '@mesh/events';
import { MeshError } from '@mesh/product';

const OF_THE_DATABASE = 'DATABASE.';

/** An error as it leaves the log: on what the log stands is not for those who use it to know, nor to document. */
export function logError(error: unknown): unknown {
  const isOfTheDatabase = error instanceof MeshError && error.retryable && error.code.startsWith(OF_THE_DATABASE);
  return isOfTheDatabase ? EventErrors.LOG_UNREACHABLE({}, { cause: error }) : error;
}

/** Does something with the database; what fails there fails as the log does. */
export async function ofTheLog<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw logError(error);
  }
}
