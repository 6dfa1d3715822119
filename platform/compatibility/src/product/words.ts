import { always, members, set, value } from '../comparing/combine.js';
import type { Comparer } from '../comparing/place.js';

/** A text for people. What machines and calculations rely on stands in units, codes, terms and rules. */
export const text = (kind: string, what: string): Comparer =>
  always({ kind, effect: 'noted', what: `${what} is worded anew` });

/** A text that says what the product may be used for: not to be decided by a machine, and to be read by those who use it. */
export const notice = (kind: string, what: string): Comparer =>
  always({ kind, effect: 'said', what: `${what} is another text, which those who use the product have to read` });

/** Words by which the product is found. */
export const tags: Comparer = set({
  added: (tag) => ({ kind: 'tag-added', effect: 'noted', what: `the tag ${tag} is new` }),
  removed: (tag) => ({ kind: 'tag-removed', effect: 'noted', what: `the tag ${tag} is gone` }),
});

/** Links to further reading. */
export const links: Comparer = always({
  kind: 'link-changed',
  effect: 'noted',
  what: 'a link to further reading is another',
});

const owner: Comparer = always({ kind: 'owner-changed', effect: 'noted', what: 'another team keeps the product' });
const contact: Comparer = always({ kind: 'contact-changed', effect: 'noted', what: 'the contact is another' });

/** The team that keeps the product, and how it is reached. */
export const team: Comparer = members({
  name: owner,
  description: text('owner-worded', 'the description of the team'),
  members: contact,
});

/** Where to turn with questions. */
export const support: Comparer = contact;

/** A name by which others refer to the product or the contract. */
export const identity = (what: string): Comparer =>
  always({
    kind: 'identity-changed',
    effect: 'withdrawn',
    what: `${what} is another, and what refers to the old one finds nothing`,
  });

/** What the product may be used for. */
export const description: Comparer = members({
  purpose: notice('purpose-changed', 'the purpose'),
  limitations: notice('limitations-changed', 'what the product must not be used for'),
  // Made of the grants, which are compared one by one.
  usage: () => [],
});

const RANKS = ['public', 'internal', 'phi'];

/** How carefully the product is to be treated. */
export const sensitivity: Comparer = value((before, after) => {
  const [was, is] = [RANKS.indexOf(String(before)), RANKS.indexOf(String(after))];
  const what = `the product was ${String(before)} and is ${String(after)}`;
  if (was < 0 || is < 0) return { kind: 'sensitivity-changed', effect: 'undecided', what };
  return is > was
    ? { kind: 'sensitivity-raised', effect: 'withdrawn', what: `${what}: whoever was cleared for less may lose it` }
    : {
        kind: 'sensitivity-lowered',
        effect: 'said',
        what: `${what}, which the data protection officer has to agree to`,
      };
});

/** The models that the product serves. */
export const models: Comparer = set({
  added: (name) => ({ kind: 'model-added', effect: 'said', what: `the model ${name} is new` }),
  removed: (name) => ({ kind: 'model-removed', effect: 'withdrawn', what: `the model ${name} is gone` }),
});

/** The version of the standard that a document follows. */
export const standardVersion: Comparer = always({
  kind: 'standard-version',
  effect: 'said',
  what: 'the document follows another version of its standard',
});
