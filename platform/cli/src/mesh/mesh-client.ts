import { CliErrors } from '../cli.errors.js';
import { problemOf, ServiceRefusal } from './problem.js';
import { addressOf, type ServiceName } from './service-addresses.js';

/** Gives the bearer token of the caller; asked once for each request. */
export type TokenSource = () => Promise<string>;

/** One request to a service. */
export interface ServiceRequest {
  readonly service?: ServiceName;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Goes as JSON. */
  readonly body?: unknown;
  /** Goes as it is, instead of a body. */
  readonly content?: { readonly bytes: Uint8Array; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** Speaks HTTP with the services of the mesh: a deadline on every request, refusals as `ServiceRefusal`. */
export class MeshClient {
  constructor(
    private readonly controlPlanePort: number,
    /** Without one, requests carry no token. */
    private readonly tokenOf?: TokenSource,
  ) {}

  async json<Answer>(request: ServiceRequest): Promise<Answer> {
    const text = await (await this.send(request)).text();
    try {
      return JSON.parse(text) as Answer;
    } catch (cause) {
      throw CliErrors.ANSWER_UNREADABLE({ path: request.path }, { cause });
    }
  }

  async bytes(request: ServiceRequest): Promise<Uint8Array> {
    return new Uint8Array(await (await this.send(request)).arrayBuffer());
  }

  private async send(request: ServiceRequest): Promise<Response> {
    const address = addressOf(request.service ?? 'control-plane', this.controlPlanePort);
    const headers: Record<string, string> = {
      ...(this.tokenOf === undefined ? {} : { authorization: `Bearer ${await this.tokenOf()}` }),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(request.content === undefined ? {} : { 'content-type': request.content.type }),
      ...request.headers,
    };
    const response = await reach(`${address}${request.path}`, {
      method: request.method ?? 'GET',
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(request.content === undefined ? {} : { body: request.content.bytes as Uint8Array<ArrayBuffer> }),
      signal: AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS),
    });
    if (!response.ok) throw new ServiceRefusal(problemOf(response.status, await response.text()));
    return response;
  }
}

/** Fetches, and says what a person can do when nobody answers. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'error', ...init });
  } catch (cause) {
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    const { origin } = new URL(url);
    throw (late ? CliErrors.ANSWER_LATE : CliErrors.MESH_UNREACHABLE)({ address: origin }, { cause });
  }
}
