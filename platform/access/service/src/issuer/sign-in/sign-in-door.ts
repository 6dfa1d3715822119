import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InteractionResults } from 'oidc-provider';
import type { Credentials } from '../credentials.js';
import { FailedAttempts } from './failed-attempts.js';
import { formBody } from './form-body.js';
import { KnownSecrets } from './known-secrets.js';
import { endedPage, refusedPage } from './notice-pages.js';
import { PAGE_HEADERS } from './page.js';
import { signInPage, type SignInView } from './sign-in-page.js';

/** The steps of oidc-provider that a sign-in page needs. */
export interface Interactions {
  interactionDetails(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<{ uid: string; prompt: { name: string }; params: Record<string, unknown> }>;
  interactionFinished(request: IncomingMessage, response: ServerResponse, result: InteractionResults): Promise<void>;
}

/** One attempt to sign in; `identity` is left out when there is none of that name: people type secrets into the wrong field. */
export interface SignInAttempt {
  readonly identity?: string;
  readonly succeeded: boolean;
}

/** What the door stands on. */
export interface SignInDoorParts {
  readonly origin: string;
  readonly credentials: Credentials;
  readonly interactions: Interactions;
  readonly onAttempt: (attempt: SignInAttempt) => void;
  readonly clockMs?: () => number;
}

/** The pages below `/sign-in/`: whoever shows an identity and its secret goes back to the console signed in. */
export class SignInDoor {
  private readonly secrets: KnownSecrets;
  private readonly failures: FailedAttempts;

  constructor(private readonly parts: SignInDoorParts) {
    this.secrets = new KnownSecrets(parts.credentials);
    this.failures = new FailedAttempts(parts.clockMs);
  }

  /** Answers a request to the page of one sign-in. */
  async answer(request: IncomingMessage, response: ServerResponse, uid: string): Promise<void> {
    const details = await this.parts.interactions.interactionDetails(request, response).catch(() => undefined);
    if (details?.uid !== uid || details.prompt.name !== 'login') return send(response, 400, endedPage());
    if (request.method === 'GET' || request.method === 'HEAD') {
      const { login_hint: hint } = details.params;
      return show(response, 200, typeof hint === 'string' && /^[\w.:@-]{1,100}$/.test(hint) ? { identity: hint } : {});
    }
    if (request.method !== 'POST')
      return send(response, 405, refusedPage('method_not_allowed'), { allow: 'GET, POST' });
    if (!this.isOwnForm(request)) return send(response, 403, refusedPage('invalid_request'));
    const form = await formBody(request);
    if (form === undefined) return send(response, 400, refusedPage('invalid_request'), { connection: 'close' });
    await this.attempt(request, response, form);
  }

  /** Browsers say where a form was submitted from; the cookie of the sign-in already goes to no other site's forms. */
  private isOwnForm({ headers }: IncomingMessage): boolean {
    const { origin, 'sec-fetch-site': site } = headers;
    return (origin === undefined || origin === this.parts.origin) && (site === undefined || site === 'same-origin');
  }

  private async attempt(request: IncomingMessage, response: ServerResponse, form: URLSearchParams): Promise<void> {
    const { interactions, onAttempt } = this.parts;
    if (form.get('answer') === 'cancel') {
      const cancelled = { error: 'access_denied', error_description: 'the sign-in was cancelled' };
      return interactions.interactionFinished(request, response, cancelled);
    }
    const identity = (form.get('identity') ?? '').trim().slice(0, 200);
    const address = request.socket.remoteAddress ?? '';
    const waitMs = this.failures.waitMs(identity, address);
    if (waitMs > 0) return throttled(response, identity, Math.ceil(waitMs / 1000));
    const credential = this.secrets.find(identity, (form.get('secret') ?? '').trim());
    if (credential === undefined) {
      this.failures.failed(identity, address);
      onAttempt({ succeeded: false, ...(this.secrets.has(identity) && { identity }) });
      return show(response, 422, { identity, fault: { kind: 'wrong' } });
    }
    this.failures.succeeded(identity, address);
    onAttempt({ succeeded: true, identity: credential.clientId });
    // Not remembered: the session ends with the browser.
    await interactions.interactionFinished(request, response, {
      login: { accountId: credential.clientId, remember: false },
    });
  }
}

function throttled(response: ServerResponse, identity: string, seconds: number): void {
  const view: SignInView = { identity, fault: { kind: 'throttled', seconds } };
  send(response, 429, signInPage(view), { 'retry-after': String(seconds) });
}

const show = (response: ServerResponse, status: number, view: SignInView): void =>
  send(response, status, signInPage(view));

function send(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...PAGE_HEADERS, ...headers }).end(text);
}
