import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SiteFile } from './site-files.js';
import { contentSecurityPolicy, originOf, SITE_HEADERS } from './security-headers.js';

/** What the site needs of the mesh. */
export interface ConsoleSiteParts {
  readonly files: ReadonlyMap<string, SiteFile>;
  /** Addresses that pages may call besides the control plane. */
  readonly addresses: () => Promise<readonly string[]>;
}

/** Put there by the build; each answer replaces it. */
const NONCE_PLACE = '__CSP_NONCE__';
const NONCE_BYTES = 18;
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Answers what no route of the control plane does: the files of the console, and its one page for every other address. */
export class ConsoleSite {
  private readonly page: string | undefined;

  constructor(private readonly parts: ConsoleSiteParts) {
    this.page = parts.files.get('/index.html')?.bytes.toString('utf8');
  }

  /** Answers the request if it is one for the site; undefined leaves it to whoever comes next. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (!request.is404 || !['GET', 'HEAD'].includes(request.method)) return undefined;
    const path = request.url.split('?', 1)[0] as string;
    const file = path === '/index.html' ? undefined : this.parts.files.get(path);
    if (file !== undefined) return this.sendFile(file, request, reply);
    return this.page !== undefined && wantsPage(request, path) ? this.sendPage(this.page, reply) : undefined;
  }

  private sendFile(file: SiteFile, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { etag, immutable, mediaType } = file;
    reply.headers({
      ...SITE_HEADERS,
      etag,
      vary: 'accept-encoding',
      'cache-control': immutable ? IMMUTABLE : 'no-cache',
    });
    if (headers['if-none-match']?.split(',').some((known) => known.trim() === etag) === true)
      return reply.status(304).send();
    const gzipped = /\bgzip\b/.test(String(headers['accept-encoding'])) ? file.gzipped : undefined;
    if (gzipped !== undefined) reply.header('content-encoding', 'gzip');
    return reply.header('content-type', mediaType).send(gzipped ?? file.bytes);
  }

  private async sendPage(page: string, reply: FastifyReply): Promise<FastifyReply> {
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    // Without the catalog the page still opens and says so itself.
    const addresses = await this.parts.addresses().catch(() => []);
    const callable = [...new Set(addresses.flatMap((address) => originOf(address) ?? []))];
    return reply
      .headers({
        ...SITE_HEADERS,
        'content-security-policy': contentSecurityPolicy({ nonce, callable }),
        'cache-control': 'no-cache',
        'content-type': 'text/html; charset=utf-8',
      })
      .send(page.replaceAll(NONCE_PLACE, nonce));
  }
}

/** A reader who goes to an address asks for HTML; a program, and a file that is not there, get the problem. */
function wantsPage({ headers }: FastifyRequest, path: string): boolean {
  return headers.accept?.includes('text/html') === true && !path.startsWith('/assets/');
}
