import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** An application that may ask for tokens. */
export interface EntraApplication {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const TOKEN_SECONDS = 3_600;

/**
 * The part of Microsoft Entra ID that a client secret needs: "OAuth 2.0 client credentials flow on the Microsoft identity
 * platform" and the tenant's OpenID configuration. Its tokens are opaque here; the storage double knows them.
 */
export class EntraDouble {
  constructor(
    private readonly application: EntraApplication,
    private readonly issue: (token: string, seconds: number) => void,
  ) {}

  /** Answers when the request is for it. */
  async handle(request: IncomingMessage, response: ServerResponse, origin: string): Promise<boolean> {
    const { tenantId } = this.application;
    const path = new URL(request.url ?? '/', origin).pathname;
    if (path === `/${tenantId}/v2.0/.well-known/openid-configuration`) {
      send(response, 200, {
        issuer: `${origin}/${tenantId}/v2.0`,
        authorization_endpoint: `${origin}/${tenantId}/oauth2/v2.0/authorize`,
        token_endpoint: `${origin}/${tenantId}/oauth2/v2.0/token`,
        jwks_uri: `${origin}/${tenantId}/discovery/v2.0/keys`,
      });
      return true;
    }
    if (path !== `/${tenantId}/oauth2/v2.0/token`) return false;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.token(new URLSearchParams(Buffer.concat(chunks).toString()), response);
    return true;
  }

  private token(form: URLSearchParams, response: ServerResponse): void {
    const { clientId, clientSecret } = this.application;
    const isScope = form.get('scope')?.split(' ').includes('https://storage.azure.com/.default') === true;
    if (form.get('grant_type') !== 'client_credentials' || !isScope)
      return send(response, 400, { error: 'invalid_scope', error_description: 'AADSTS70011' });
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return send(response, 401, { error: 'invalid_client', error_description: 'AADSTS7000215' });
    const token = randomBytes(24).toString('base64url');
    this.issue(token, TOKEN_SECONDS);
    send(response, 200, {
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token: token,
    });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
