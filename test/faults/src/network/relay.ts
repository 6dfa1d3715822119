import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Where a connection goes on to. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Passes connections on to a target that may move; where nobody listens there, it hangs up. */
export class Relay {
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    public target: Target,
  ) {
    server.on('connection', (near: Socket) => this.join(near));
  }

  static async listen(at: Target, target: Target): Promise<Relay> {
    const server = createServer({ allowHalfOpen: true });
    server.listen(at.port, at.host);
    await once(server, 'listening');
    return new Relay(server, target);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }

  private join(near: Socket): void {
    const far = connect({ ...this.target, allowHalfOpen: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.open.add(one);
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => (this.open.delete(one), other.destroy()));
      one.pipe(other);
    }
  }
}
