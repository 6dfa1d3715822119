import { createHash } from 'node:crypto';

import type { ModelRegistry } from './model-registry.js';
import type { Alias, ModelVersion, NewModelVersion } from './model-version.js';
import { RegistryErrors } from './registry.errors.js';
import type { Rollout, RolloutSource } from './rollout.js';

/** Where the registry is and how to prove who asks. */
export interface HttpModelRegistrySettings {
  /** Of the control plane, without a path. */
  readonly baseUrl: string;
  /** A bearer token that is valid now. */
  readonly token: () => Promise<string>;
  /** Deadline of one attempt at a document. Default 10 s; artifacts get six times as long. */
  readonly timeoutMs?: number;
  /** Pause before the one repeat. Default 250 ms. */
  readonly retryAfterMs?: number;
}

interface Call {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly body?: Uint8Array | object;
  readonly binary?: boolean;
}

const part = encodeURIComponent;

/** The registry of a control plane elsewhere. Everything it asks is idempotent, so a 503 or a broken connection is repeated once. */
export class HttpModelRegistry implements ModelRegistry, RolloutSource {
  constructor(private readonly settings: HttpModelRegistrySettings) {}

  async putArtifact(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.expect({ method: 'PUT', path: `/models/artifacts/${sha256}`, body: bytes, binary: true });
    return sha256;
  }

  async artifact(sha256: string): Promise<Uint8Array | undefined> {
    const answer = await this.call({ method: 'GET', path: `/models/artifacts/${part(sha256)}`, binary: true });
    if (answer.status === 404) return undefined;
    const bytes = new Uint8Array(await (await this.accepted(answer)).arrayBuffer());
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw RegistryErrors.ARTIFACT_CORRUPT();
    return bytes;
  }

  register(version: NewModelVersion): Promise<ModelVersion> {
    return this.expect({ method: 'POST', path: `/models/${part(version.model)}/versions`, body: version });
  }

  async versions(model: string): Promise<readonly ModelVersion[]> {
    const found = await this.find<{ versions: readonly ModelVersion[] }>(`/models/${part(model)}`);
    return found?.versions ?? [];
  }

  version(model: string, version: string): Promise<ModelVersion | undefined> {
    return this.find(`/models/${part(model)}/versions/${part(version)}`);
  }

  aliased(model: string, alias: Alias): Promise<ModelVersion | undefined> {
    return this.find(`/models/${part(model)}/aliases/${part(alias)}`);
  }

  /** Who promotes is who the token says; `by` is for registries that cannot tell. */
  promote(model: string, version: string, alias: Alias, _by: string): Promise<ModelVersion> {
    return this.expect({ method: 'PUT', path: `/models/${part(model)}/aliases/${part(alias)}`, body: { version } });
  }

  withdraw(model: string, version: string, _by: string): Promise<ModelVersion> {
    return this.expect({ method: 'POST', path: `/models/${part(model)}/versions/${part(version)}/withdraw`, body: {} });
  }

  rollout(model: string): Promise<Rollout | undefined> {
    return this.find(`/models/${part(model)}/rollout`);
  }

  private async find<Answer>(path: string): Promise<Answer | undefined> {
    const answer = await this.call({ method: 'GET', path });
    if (answer.status === 404) return undefined;
    return (await (await this.accepted(answer)).json()) as Answer;
  }

  private async expect<Answer>(call: Call): Promise<Answer> {
    return (await (await this.accepted(await this.call(call))).json()) as Answer;
  }

  private async accepted(answer: Response): Promise<Response> {
    if (answer.ok) return answer;
    const problem = (await answer.json().catch(() => ({}))) as { code?: unknown };
    const meta = { status: answer.status, ...(typeof problem.code === 'string' ? { registryCode: problem.code } : {}) };
    throw answer.status >= 500 ? RegistryErrors.REGISTRY_UNAVAILABLE(meta) : RegistryErrors.REGISTRY_REFUSED(meta);
  }

  private async call(call: Call): Promise<Response> {
    const first = await this.attempt(call).catch(() => undefined);
    if (first !== undefined && first.status !== 503) return first;
    await first?.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, this.settings.retryAfterMs ?? 250));
    return this.attempt(call).catch((cause: unknown) => {
      throw RegistryErrors.REGISTRY_UNAVAILABLE({}, { cause });
    });
  }

  private async attempt({ method, path, body, binary = false }: Call): Promise<Response> {
    const timeoutMs = (this.settings.timeoutMs ?? 10_000) * (binary ? 6 : 1);
    const isBytes = body instanceof Uint8Array;
    return fetch(new URL(path, this.settings.baseUrl), {
      method,
      headers: {
        authorization: `Bearer ${await this.settings.token()}`,
        ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
  }
}
