import { connect, type Socket } from 'node:net';
import type { LoadPlan } from './load-plan.js';
import { ResponseReader, type Answer } from './response-reader.js';

/** A call under way. */
export interface Call {
  /** Milliseconds on the monotonic clock at which it was due. */
  readonly dueAt: number;
  readonly request: Buffer;
}

/** Who hears of a connection's calls. */
export interface CallListener {
  answered(call: Call, answer: Answer): void;
  failed(call: Call): void;
  /** The connection can take a call. */
  free(connection: Connection): void;
}

const RECONNECT_AFTER_MS = 20;

/** One keep-alive connection with at most one call under way; it opens again by itself when it was lost. */
export class Connection {
  private socket: Socket | undefined;
  private call: Call | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private reader = new ResponseReader();
  private closed = false;

  constructor(
    private readonly plan: Pick<LoadPlan, 'host' | 'port' | 'timeoutMs' | 'reconnect'>,
    private readonly listener: CallListener,
  ) {}

  open(): void {
    if (this.closed) return;
    this.reader = new ResponseReader();
    const socket = connect(this.plan.port, this.plan.host);
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('connect', () => this.listener.free(this));
    socket.on('data', (chunk: Buffer) => this.receive(socket, chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => this.lost());
  }

  get ready(): boolean {
    return this.call === undefined && this.socket?.readyState === 'open';
  }

  send(call: Call): void {
    this.call = call;
    this.deadline ??= setTimeout(() => this.busy && this.socket?.destroy(), this.plan.timeoutMs);
    this.deadline.refresh();
    this.socket?.write(call.request);
  }

  get busy(): boolean {
    return this.call !== undefined;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.deadline);
    this.socket?.destroy();
  }

  private receive(socket: Socket, chunk: Buffer): void {
    let answer: Answer | undefined;
    try {
      answer = this.reader.take(chunk);
    } catch {
      socket.destroy();
      return;
    }
    if (answer === undefined || this.call === undefined) return;
    const { call } = this;
    this.call = undefined;
    this.listener.answered(call, answer);
    if (answer.last) socket.destroy();
    else this.listener.free(this);
  }

  private lost(): void {
    const { call } = this;
    this.call = undefined;
    clearTimeout(this.deadline);
    this.deadline = undefined;
    if (call !== undefined) this.listener.failed(call);
    if (!this.closed && this.plan.reconnect !== false) setTimeout(() => this.open(), RECONNECT_AFTER_MS);
  }
}
