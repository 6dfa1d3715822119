import type { RouteOptions } from 'fastify';

interface Known {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** What is served where, told by the routes of a server; looked at only when no route answers. */
export class KnownAddresses {
  private readonly byUrl = new Map<string, Known>();

  /** Takes note of a route; one that takes any address says nothing about one. */
  add({ url, method }: Pick<RouteOptions, 'url' | 'method'>): void {
    if (url.includes('*')) return;
    const known = this.byUrl.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const one of [method].flat()) known.methods.add(one);
    this.byUrl.set(url, known);
  }

  /** The methods that an address takes, in the order of the alphabet; none for one that nothing is served at. */
  methodsAt(address: string): readonly string[] {
    const path = (address.split('?', 1)[0] as string).replace(/(?<=.)\/$/, '');
    const methods = [...this.byUrl.values()]
      .filter(({ pattern }) => pattern.test(path))
      .map((known) => [...known.methods]);
    return [...new Set(methods.flat())].sort();
  }
}

/** A parameter takes one part of the path. */
function patternOf(url: string): RegExp {
  const parts = url.replace(/(?<=.)\/$/, '').split('/');
  const patterns = parts.map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  return new RegExp(`^${patterns.join('/')}$`);
}
