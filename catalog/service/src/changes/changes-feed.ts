import { Feed } from 'feed';

import type { CatalogChange } from './change-reader.js';

/** Changes as an Atom feed (RFC 4287); `self` is the address under which the reader asked for it. */
export function changesFeed(changes: readonly CatalogChange[], self: string): string {
  const [newest] = changes;
  const feed = new Feed({
    id: 'urn:mesh:catalog:changes',
    title: 'Changes in the catalog',
    updated: new Date(newest?.at ?? 0),
    link: new URL('/catalog/changes', self).href,
    feedLinks: { atom: self },
    author: { name: 'Catalog' },
    generator: false,
  });
  for (const { id, title, product, at, summary, kind, domain, links } of changes)
    feed.addItem({
      id: `urn:mesh:catalog:change:${id}`,
      title: asHtml(`${title}: ${summary}`),
      link: new URL(links.product, self).href,
      date: new Date(at),
      description: asHtml(summary),
      category: [
        { name: kind, term: kind },
        { name: domain, term: domain },
        { name: product, term: product },
      ],
    });
  return feed.atom1();
}

/** The library declares texts to be HTML; what looks like markup in a title is none. */
const asHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
