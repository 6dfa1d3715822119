import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredProducts } from '@mesh/documents';
import { INTERNAL_TOPICS } from '@mesh/events';
import { namesOf } from '@mesh/product';
import { root } from './workspace.js';

/** Whatever in the code is written like a topic of the platform, in whichever quotes. */
const TOPIC = /\bplatform\.[a-z][a-z-]*\.[a-z][a-z-]*\.v\d+\b/g;
/** What would make a name of a topic while the program runs, where nobody finds it. */
const MADE_UP = /`platform\.[^`]*\$\{|['"]platform\.['"]\s*\+/;

/** The sources that ship, below some folders; specs and what is made for them speak of topics that are none. */
const sources = (...folders: readonly string[]): readonly { readonly path: string; readonly text: string }[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|tsx|py)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/\/(?:node_modules|dist|testing)\/|\.(?:spec|suite)\.ts$/.test(path))
      .map((path) => ({ path: path.slice(root.length), text: readFileSync(path, 'utf8') })),
  );

const topicsIn = (text: string): readonly string[] => text.match(TOPIC) ?? [];

const contracts = (await declaredProducts(root)).map(({ product }) => product);
const promised = contracts
  .filter(({ id }) => id.startsWith('platform.'))
  .flatMap((product) =>
    Object.values(product.ports).flatMap((port) => (port.kind === 'event' ? namesOf(product).topic(port.name) : [])),
  );

describe('given every topic of the platform that the code names', () => {
  const shipped = sources('platform', 'catalog', 'domains');
  const named = new Set(shipped.flatMap(({ text }) => topicsIn(text)));

  it('finds each in a contract, or said to be internal', () => {
    const unknown = [...named].filter((topic) => !promised.includes(topic) && !INTERNAL_TOPICS.has(topic));
    expect(unknown).toEqual([]);
  });

  it('finds none in a contract, or said to be internal, that nobody writes', () => {
    const list = 'platform/events/port/src/internal-topics.ts';
    const elsewhere = new Set(shipped.filter(({ path }) => path !== list).flatMap(({ text }) => topicsIn(text)));
    expect([...promised, ...INTERNAL_TOPICS.keys()].filter((topic) => !elsewhere.has(topic))).toEqual([]);
  });

  it('finds none that is both', () => {
    expect(promised.filter((topic) => INTERNAL_TOPICS.has(topic))).toEqual([]);
  });

  it('finds no name that is put together while the program runs', () => {
    expect(shipped.filter(({ text }) => MADE_UP.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('finds no internal one in what a domain declares or does', () => {
    const readers = sources('contracts', 'domains').filter(({ text }) =>
      topicsIn(text).some((topic) => INTERNAL_TOPICS.has(topic)),
    );
    expect(readers.map(({ path }) => path)).toEqual([]);
  });
});
