/** What a page of the console may do: nothing but its own files, and calls to the mesh. */
export interface PagePolicy {
  /** Lets in the style elements of this very answer. */
  readonly nonce: string;
  /** Origins besides its own to which the page may send calls: the services of products, the issuer. */
  readonly callable: readonly string[];
}

/** The content security policy of a page (CSP level 3): no inline script, no eval, no other host, no frame around it. */
export const contentSecurityPolicy = ({ nonce, callable }: PagePolicy): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    `connect-src ${["'self'", ...callable].join(' ')}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Headers of every answer of the site, files as well as pages. */
export const SITE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The origin of an address, if it is one that a browser can call; nothing else may get into a header. */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, origin } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? origin : undefined;
}
