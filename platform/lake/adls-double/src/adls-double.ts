import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Call } from './call.js';
import { selfSigned, type Certificate } from './certificate.js';
import { answerOf, readCall, send } from './connection.js';
import { EntraDouble, type EntraApplication } from './entra.js';
import { Faults } from './faults.js';
import { BLOB_OPERATIONS, operationOf, type Operation } from './operation.js';
import { signSas } from './sas.js';
import { Service } from './service.js';
import { StorageError } from './storage-error.js';
import { Tree } from './tree.js';

export interface AdlsDoubleSettings {
  readonly account?: string;
  readonly fileSystem?: string;
  /** Paths that one list or delete invocation covers; small, so that clients have to continue. Default 7. */
  readonly pageSize?: number;
  /** Answers over TLS with a certificate of its own, and lets this application ask for bearer tokens. */
  readonly entra?: EntraApplication;
}

/** A request that the double has answered. */
export interface Seen {
  readonly operation: Operation;
  readonly path: string;
  readonly status: number;
  readonly query: URLSearchParams;
}

/**
 * A double of Azure Data Lake Storage Gen2 for tests, over real HTTP on loopback: the dfs endpoint's path operations and what
 * the official client uses of the blob endpoint (reads, properties, leases). In memory, strict where the REST reference is,
 * with faults on demand.
 */
export class AdlsDouble {
  readonly faults = new Faults();
  readonly seen: Seen[] = [];
  /** The account's key, Base64; made for this double. */
  readonly key = randomBytes(64).toString('base64');
  private readonly tokens = new Map<string, number>();
  private readonly tree: Tree;
  private readonly service: Service;
  private readonly server: Server;
  private skewMs = 0;

  private constructor(
    private readonly settings: Required<Omit<AdlsDoubleSettings, 'entra'>>,
    private readonly entra: EntraApplication | undefined,
    readonly certificate: Certificate | undefined,
  ) {
    const now = (): number => this.now();
    this.tree = new Tree(now);
    const keys = { account: settings.account, key: this.key, tokens: this.tokens, now };
    this.service = new Service(new Map([[settings.fileSystem, this.tree]]), keys, settings.pageSize);
    const take = (request: IncomingMessage, response: ServerResponse): void => void this.take(request, response);
    this.server = certificate === undefined ? createServer(take) : createSecureServer(certificate, take);
  }

  static async start(settings: AdlsDoubleSettings = {}): Promise<AdlsDouble> {
    const { account = 'meshlake', fileSystem = 'lake', pageSize = 7, entra } = settings;
    const certificate = entra === undefined ? undefined : await selfSigned();
    const double = new AdlsDouble({ account, fileSystem, pageSize }, entra, certificate);
    await new Promise<void>((resolve, reject) => {
      double.server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return double;
  }

  get origin(): string {
    const { port } = this.server.address() as AddressInfo;
    return `${this.certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  }

  /** The address of the file system, as a client is told it. */
  get url(): string {
    return `${this.origin}/${this.settings.account}/${this.settings.fileSystem}`;
  }

  /** A SAS for the file system or one of its directories. */
  sas(grant: { permissions?: string; minutes?: number; directory?: string } = {}): string {
    const { permissions = 'racwdlm', minutes = 60, directory } = grant;
    const { account, fileSystem } = this.settings;
    const expiresOn = new Date(this.now() + minutes * 60_000).toISOString().replace(/\.\d+Z/, 'Z');
    const target = { account, fileSystem, ...(directory !== undefined && { directory }) };
    return signSas(target, { permissions, expiresOn }, this.key);
  }

  /** Moves the service's clock on, so that leases and signatures end. */
  advance(ms: number): void {
    this.skewMs += ms;
  }

  /** Every byte that the service holds, flushed or not, by path. */
  files(): ReadonlyMap<string, Buffer> {
    const found = new Map<string, Buffer>();
    for (const [path, entry] of this.tree.below('')) {
      if (entry.isDirectory) continue;
      found.set(path, entry.content);
      for (const [position, bytes] of entry.pending) found.set(`${path}, not flushed at ${position}`, bytes);
    }
    return found;
  }

  /** Puts a file there by other means than a client of the lake. */
  put(path: string, content: Buffer): void {
    const entry = this.tree.create(path, false);
    entry.content = content;
  }

  /** Removes a file by other means than a client of the lake. */
  drop(path: string): void {
    this.tree.delete(path);
  }

  /** Ends the lease of a file at once, as an administrator may. */
  breakLease(path: string): void {
    this.tree.get(path)?.lease.break(0);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private now(): number {
    return Date.now() + this.skewMs;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (this.entra !== undefined) {
        const issue = (token: string, seconds: number): void =>
          void this.tokens.set(token, this.now() + seconds * 1_000);
        if (await new EntraDouble(this.entra, issue).handle(request, response, this.origin)) return;
      }
      await this.answer(await readCall(request, this.settings.account), response);
    } catch (error) {
      if (!request.destroyed || error instanceof StorageError)
        send({ headers: request.headers, method: request.method ?? 'GET' }, answerOf(error, false), response);
    }
  }

  private async answer(call: Call, response: ServerResponse): Promise<void> {
    const operation = operationOf(call);
    const fault = this.faults.take(operation, call);
    if (fault?.kind === 'cut') {
      response.destroy();
      return;
    }
    if (fault?.kind === 'before') await fault.act();
    const answer = this.outcome(operation, call, fault?.kind === 'refused' ? fault : undefined);
    this.seen.push({ operation, path: call.path, status: answer.status, query: call.query });
    send(call, answer, response, fault);
  }

  private outcome(
    operation: Operation,
    call: Call,
    refused: { code: StorageError['code']; retryAfterSeconds?: number } | undefined,
  ) {
    const asXml = BLOB_OPERATIONS.has(operation);
    if (refused !== undefined) return answerOf(new StorageError(refused.code), asXml, refused.retryAfterSeconds);
    try {
      return this.service.handle(operation, call, this.certificate !== undefined);
    } catch (error) {
      return answerOf(error, asXml);
    }
  }
}
