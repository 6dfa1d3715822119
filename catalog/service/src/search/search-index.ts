import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';

import { facetsOf, lifecycleOf } from './facets.js';
import { knownPhrases, knownWords } from './learned-texts.js';
import { quotedLexeme } from './literals.js';
import { phrasesOf } from './phrases.js';
import { searchableText, vocabularyOf, type SearchableText } from './searchable.js';

/** Raised whenever an entry is made otherwise from the same description: the next start makes all of them anew. */
export const ENTRY_FORMAT = 4;

/** One product in so many is in the first sample, one in so many of all in the second, which is part of the first. */
export const SAMPLES = [10, 100] as const;

/** Writes how products are found, in the transaction that writes the products themselves. */
@Injectable()
export class SearchIndex {
  private readonly words = knownWords();
  private readonly phrases = knownPhrases();

  /** Each product once. */
  async write(transaction: Database, products: readonly ProductDescription[]): Promise<void> {
    const entries = products.map((product) => ({ product, text: searchableText(product) }));
    await transaction.query(
      `INSERT INTO catalog.search_entry (product_id, format, names, document, facets, lifecycle, sample)
       SELECT id, $2, named, setweight(named, 'A') || setweight(to_tsvector('english', subjects), 'B')
           || setweight(to_tsvector('english', details), 'C') || literals::tsvector,
         facets, lifecycle, sample
       FROM json_to_recordset($1::json)
           AS entry (id text, names text, subjects text, details text, literals text, facets text[], lifecycle text,
             sample smallint),
         LATERAL (SELECT to_tsvector('english', names) AS named) AS words
       ON CONFLICT (product_id) DO UPDATE SET format = excluded.format, names = excluded.names,
         document = excluded.document, facets = excluded.facets, lifecycle = excluded.lifecycle`,
      [JSON.stringify(entries.map(entryOf)), ENTRY_FORMAT],
    );
    const vocabulary = entries.flatMap(({ text }) =>
      vocabularyOf([text.names, text.subjects, text.details].join('\n')),
    );
    await this.words.learn(transaction, vocabulary);
    await this.phrases.learn(
      transaction,
      entries.flatMap(({ product }) => phrasesOf(product)),
    );
  }

  /** To be called when a transaction in which something was written did not come to its end. */
  forget(): void {
    this.words.forget();
    this.phrases.forget();
  }
}

interface Entry {
  readonly product: ProductDescription;
  readonly text: SearchableText;
}

const entryOf = ({ product, text: { names, subjects, details, literals } }: Entry) => ({
  id: product.id,
  names,
  subjects,
  details,
  literals: literals.map((lexeme) => `${quotedLexeme(lexeme)}:1B`).join(' '),
  facets: facetsOf(product),
  lifecycle: lifecycleOf(product),
  sample: sampleOf(product.id),
});

/** The finest sample that the product is in; by its id alone, so that it stays there. */
function sampleOf(id: string): number {
  const draw = createHash('sha256').update(id).digest().readUInt16BE(0);
  return SAMPLES.filter((oneIn) => draw % oneIn === 0).length;
}
