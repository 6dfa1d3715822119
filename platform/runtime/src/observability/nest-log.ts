import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

/** Lets Nest's own warnings and errors go where all lines go; its start-up chatter stays away. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Logger) {}

  readonly verbose = (): void => undefined;
  readonly debug = (): void => undefined;
  readonly info = (): void => undefined;

  warn(message: unknown): void {
    this.sink.warn({ from: 'nest', message: String(message) }, 'the framework warns');
  }

  error(message: unknown): void {
    this.sink.error({ from: 'nest', cause: message }, 'the framework failed');
  }

  fatal(message: unknown): void {
    this.error(message);
  }

  // Nest names its ordinary level so.
  readonly log = (): void => undefined;
}
