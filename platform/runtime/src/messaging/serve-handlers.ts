import type { INestApplication } from '@nestjs/common';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { EventLogServer, type EventLogServerParts } from './event-log-server.js';
import { PassOnFilter } from './pass-on.filter.js';

/** Lets the `@EventPattern` and `@MessagePattern` handlers of an application hear their topics; they end with it. */
export async function serveHandlers(app: INestApplication, parts: EventLogServerParts): Promise<void> {
  // Deferred, or the handlers would be wrapped before the filter is known.
  const server = app.connectMicroservice<MicroserviceOptions>(
    { strategy: new EventLogServer(parts) },
    { deferInitialization: true },
  );
  server.useGlobalFilters(new PassOnFilter());
  await app.startAllMicroservices();
}
