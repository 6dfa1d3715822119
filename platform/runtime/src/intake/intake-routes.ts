import type { Provider, Type } from '@nestjs/common';
import { deprecationHeaders, intakePath } from '@mesh/documents';
import { EventLog } from '@mesh/events';
import type { Accepted } from '@mesh/product';
import { Gatekeeper } from '../access/gatekeeper.js';
import { Metrics } from '../observability/metrics.js';
import { portController, type PortEdge, type PortRoute } from '../product/port-controllers.js';
import type { ServedProduct } from '../product/served-product.js';
import { IntakeDoor, type IntakeParts } from './intake-door.js';
import { IntakePort } from './intake-port.js';
import { MessageEdge } from './message-edge.js';
import { UploadEdge } from './upload-edge.js';
import { UploadStore } from './upload-store.js';

/** What a Nest module adds for an input port. */
export interface IntakeRoutes {
  readonly providers: readonly Provider[];
  readonly controllers: readonly Type[];
}

/** Everything that answers below one input port. */
class Intake {
  private readonly door: IntakeDoor;
  readonly messages: MessageEdge;
  readonly uploads: UploadEdge;

  constructor(served: ServedProduct, [name, input]: readonly [string, Accepted], parts: IntakeParts) {
    const port = new IntakePort(served, name, input, parts.log);
    const place = `${served.names.basePath}${intakePath(input)}`;
    const withPlace = { ...parts, rejectsAt: (upload: string) => `${place}/uploads/${upload}/rejects` };
    this.door = new IntakeDoor(served, port, parts);
    this.messages = new MessageEdge(this.door, port, withPlace);
    this.uploads = new UploadEdge(this.door, port, withPlace);
  }

  /** Called by the framework before the server waits for its connections to end. */
  onModuleDestroy(): void {
    this.door.close();
  }
}

interface Way {
  readonly method: PortRoute['method'];
  readonly path: string;
  /** Whether it reads rows of any number. */
  readonly takesRows: boolean;
  readonly edge: (intake: Intake) => PortEdge['answer'];
}

const WAYS: readonly Way[] = [
  { method: 'POST', path: '', takesRows: true, edge: ({ messages }) => messages.answer.bind(messages) },
  { method: 'PUT', path: '/uploads/:upload', takesRows: false, edge: ({ uploads }) => uploads.begin.bind(uploads) },
  { method: 'PATCH', path: '/uploads/:upload', takesRows: true, edge: ({ uploads }) => uploads.continue.bind(uploads) },
  { method: 'GET', path: '/uploads/:upload', takesRows: false, edge: ({ uploads }) => uploads.state.bind(uploads) },
  {
    method: 'GET',
    path: '/uploads/:upload/rejects',
    takesRows: false,
    edge: ({ uploads }) => uploads.rejects.bind(uploads),
  },
];

/** The ways into an accepted input. */
export function intakeRoutes(served: ServedProduct, entry: readonly [string, Accepted]): IntakeRoutes {
  const [name, input] = entry;
  const intake = Symbol(`intake ${name}`);
  const place = `${served.names.basePath}${intakePath(input)}`;
  const headers = deprecationHeaders(served.declared, input);
  const ways = WAYS.map((way) => ({ ...way, token: Symbol(`${way.method} ${name}`) }));
  return {
    providers: [
      {
        provide: intake,
        inject: [Gatekeeper, EventLog, UploadStore, Metrics],
        useFactory: (gatekeeper: Gatekeeper, log: EventLog, uploads: UploadStore, metrics: Metrics) =>
          new Intake(served, entry, { gatekeeper, log, uploads, metrics }),
      },
      ...ways.map(({ token, edge }) => ({
        provide: token,
        inject: [intake],
        useFactory: (opened: Intake): PortEdge => ({ answer: edge(opened) }),
      })),
    ],
    controllers: ways.map(({ method, path, takesRows, token }) =>
      portController({ method, path: `${place}${path}`, headers, takesRows }, token),
    ),
  };
}
