import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryWebStorage, OidcClient, WebStorageStateStore } from 'oidc-client-ts';
import { createIssuer, type Issuer } from '../issuer/create-issuer.js';
import type { SignInAttempt } from '../issuer/sign-in/sign-in-door.js';
import { Browser, type Visited } from './browser.js';

/** A console and its browser that began to sign in. */
export interface Begun {
  readonly client: OidcClient;
  readonly browser: Browser;
  readonly page: Visited;
}

/** The embedded issuer behind an HTTP server, with what specs do at its doors. */
export class ServedIssuer {
  readonly attempts: SignInAttempt[] = [];
  readonly faults: Error[] = [];
  /** The issuer's clock for those who guess. */
  nowMs = Date.parse('2026-01-01T00:00:00Z');

  private constructor(
    private readonly home: string,
    private readonly server: Server,
    readonly address: string,
  ) {}

  private opened: Issuer | undefined;

  static async start(): Promise<ServedIssuer> {
    const home = await mkdtemp(join(tmpdir(), 'mesh-sign-in-'));
    const server = createServer((request, response) => void served.issuer.handle(request, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const served = new ServedIssuer(home, server, address);
    served.opened = await createIssuer({
      issuer: address,
      home,
      onFault: (fault) => served.faults.push(fault),
      onSignIn: (attempt) => served.attempts.push(attempt),
      clockMs: () => served.nowMs,
    });
    return served;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
    await rm(this.home, { recursive: true });
  }

  get issuer(): Issuer {
    if (this.opened === undefined) throw new Error('the issuer is not open yet');
    return this.opened;
  }

  /** Where the console is called back; browsers of specs stop there. */
  get signedIn(): string {
    return `${this.address}/signed-in`;
  }

  readonly secretOf = (identity: string): string => this.issuer.credentials[identity]?.clientSecret ?? '';

  /** The OpenID Connect library of the console, with memory in the place of the browser's. */
  readonly console = (): OidcClient =>
    new OidcClient({
      authority: this.address,
      client_id: 'mesh-console',
      redirect_uri: this.signedIn,
      post_logout_redirect_uri: this.signedIn,
      scope: 'openid profile',
      resource: 'urn:mesh',
      stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    });

  /** Goes from the console to the issuer: to its page, or straight back where nothing is asked. */
  readonly begin = async (client = this.console(), browser = new Browser(), extra = {}): Promise<Begun> => {
    const { url } = await client.createSigninRequest({ ...extra });
    return { client, browser, page: await browser.visit(url, this.signedIn) };
  };

  /** Signs in; `back` is where the issuer sent the browser with a code. */
  readonly signIn = async (identity: string): Promise<Omit<Begun, 'page'> & { readonly back: Visited }> => {
    const { client, browser, page } = await this.begin();
    const fields = { identity, secret: this.secretOf(identity), answer: 'sign-in' };
    return { client, browser, back: await browser.submit(page, fields, this.signedIn) };
  };

  /** Asks the token endpoint as the console. */
  readonly redeem = async (
    fields: Record<string, string>,
  ): Promise<{ readonly status: number; readonly body: Record<string, string> }> => {
    const body = new URLSearchParams({ client_id: 'mesh-console', ...fields });
    const response = await fetch(`${this.address}/token`, { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
}
