import type { Database } from '@mesh/database';

import type { Phrase } from './phrases.js';

const MOST_REMEMBERED = 500_000;

/** Texts that many products share: each is written once, and remembered to be there. */
export class LearnedTexts<Text> {
  private remembered = new Set<string>();

  constructor(
    private readonly keyOf: (text: Text) => string,
    /** Writes the texts, given as JSON, where they are missing. */
    private readonly insert: string,
  ) {}

  /** What a rolled back transaction wrote has to be forgotten. */
  async learn(transaction: Database, texts: readonly Text[]): Promise<void> {
    const fresh = new Map<string, Text>();
    for (const text of texts) {
      const key = this.keyOf(text);
      if (!this.remembered.has(key)) fresh.set(key, text);
    }
    if (fresh.size === 0) return;
    // In one order, so that two who write the same never wait for each other crosswise.
    const keys = [...fresh.keys()].sort();
    await transaction.query(this.insert, [JSON.stringify(keys.map((key) => fresh.get(key)))]);
    if (this.remembered.size + keys.length > MOST_REMEMBERED) this.forget();
    for (const key of keys) this.remembered.add(key);
  }

  forget(): void {
    this.remembered = new Set();
  }
}

/** The words of all products: what a mistyped word may have meant. */
export const knownWords = (): LearnedTexts<string> =>
  new LearnedTexts(
    (word) => word,
    `INSERT INTO catalog.word SELECT json_array_elements_text($1::json) ON CONFLICT DO NOTHING`,
  );

/** What questions can be completed to. */
export const knownPhrases = (): LearnedTexts<Phrase> =>
  new LearnedTexts(
    ({ kind, phrase }) => `${kind} ${phrase}`,
    `INSERT INTO catalog.phrase (start, phrase, kind)
     SELECT start, phrase, kind FROM json_to_recordset($1::json) AS one (starts text[], phrase text, kind text),
       unnest(starts) AS start
     ON CONFLICT DO NOTHING`,
  );
