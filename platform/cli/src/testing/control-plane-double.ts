import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a double answers: JSON, or bytes, with a status. */
export interface DoubleAnswer {
  readonly status?: number;
  readonly body: unknown;
}

/** A request as the double saw it. */
export interface SeenRequest {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Answers of one place, by `METHOD /path`; a list is answered in turn, its last entry for ever. */
export type DoubleRoutes = Readonly<Record<string, DoubleAnswer | readonly DoubleAnswer[]>>;

/** Stands in for the control plane in tests of what the command line asks and shows. */
export class ControlPlaneDouble {
  readonly seen: SeenRequest[] = [];
  private readonly turns = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly routes: DoubleRoutes,
  ) {
    server.on('request', (request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const line = `${request.method ?? ''} ${request.url ?? ''}`;
        this.seen.push({ line, authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() });
        const { status = 200, body } = this.answerTo(line);
        const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
        response.writeHead(status, { 'content-length': bytes.byteLength }).end(bytes);
      });
    });
  }

  /** Listens on a free port; `routes` may need the port. */
  static async start(routes: (port: number) => DoubleRoutes): Promise<ControlPlaneDouble> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ControlPlaneDouble(server, routes((server.address() as AddressInfo).port));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answerTo(line: string): DoubleAnswer {
    const route = this.routes[line];
    if (route === undefined)
      return { status: 404, body: { title: 'Nothing here', code: 'DOUBLE.MISSING', detail: 'Look elsewhere.' } };
    if (!isTurns(route)) return route;
    const turn = this.turns.get(line) ?? 0;
    this.turns.set(line, turn + 1);
    return route[Math.min(turn, route.length - 1)] ?? { status: 500, body: {} };
  }
}

const isTurns = (route: DoubleAnswer | readonly DoubleAnswer[]): route is readonly DoubleAnswer[] =>
  Array.isArray(route);
