/** What a page or a redirection was, as the browser saw it. */
export interface Visited {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly header: string;
}

const MOST_REDIRECTIONS = 10;

/** As much of a browser as signing in needs, without scripts: cookies by path, redirections, forms. */
export class Browser {
  cookies: Cookie[] = [];

  /** Follows redirections until a page comes, or an address below `stopAt` is reached, which is not asked for. */
  async visit(url: string, stopAt: string, init: RequestInit = {}): Promise<Visited> {
    let at = url;
    let request = init;
    for (let step = 0; step < MOST_REDIRECTIONS; step += 1) {
      if (at.startsWith(stopAt)) return { url: at, status: 0, headers: new Headers(), text: '' };
      const response = await this.ask(at, request);
      const location = response.headers.get('location');
      if (location === null)
        return { url: at, status: response.status, headers: response.headers, text: await response.text() };
      await response.body?.cancel();
      at = new URL(location, at).href;
      request = {};
    }
    throw new Error('too many redirections');
  }

  /** Submits the only form of a page with these fields beside its hidden ones. */
  submit(page: Visited, fields: Record<string, string>, stopAt: string): Promise<Visited> {
    const action = /<form[^>]* action="([^"]*)"/.exec(page.text)?.[1] ?? page.url;
    const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
    const headers = { origin: new URL(page.url).origin, 'sec-fetch-site': 'same-origin' };
    return this.visit(new URL(action, page.url).href, stopAt, { method: 'POST', body, headers });
  }

  private async ask(url: string, init: RequestInit): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = this.cookies
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const headers = { accept: 'text/html', ...(init.headers as Record<string, string>), ...(cookie && { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const header of response.headers.getSetCookie()) this.keep(header);
    return response;
  }

  private keep(header: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    const path = /; path=([^;]+)/i.exec(header)?.[1] ?? '/';
    this.cookies = this.cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    if (value !== '' && !/expires=Thu, 01 Jan 1970/i.test(header)) this.cookies.push({ name, value, path, header });
  }
}
