import { always, members, told, unknown } from '../comparing/combine.js';
import type { Comparer } from '../comparing/place.js';
import { tags, text } from './words.js';

const byName = (listed: unknown): readonly unknown[] =>
  Array.isArray(listed) ? listed.map((tag: { readonly name?: unknown }) => tag.name) : [];

/** What OpenAPI and AsyncAPI say of a product before anything else. */
export const information: Comparer = members({
  title: text('title-worded', 'the title of the product'),
  summary: text('summary-worded', 'the summary of the product'),
  description: text('description-worded', 'the description of the product'),
  version: told,
  contact: always({ kind: 'contact-changed', effect: 'noted', what: 'the contact is another' }),
  license: always({
    kind: 'license-changed',
    effect: 'said',
    what: 'the licence is another, which those who use the product have to read',
  }),
  termsOfService: always({
    kind: 'terms-changed',
    effect: 'said',
    what: 'the terms are others, which those who use the product have to read',
  }),
  tags: (before, after, place, context) => tags(byName(before), byName(after), place, context),
  externalDocs: unknown,
});
