import type { Database } from '@mesh/database';

/** A piece of text, and whether it is what was asked for. */
export interface TextPart {
  readonly text: string;
  readonly match?: true;
}

/** A text in which what was asked for is marked. */
export interface MarkedText {
  /** As it is, what was asked for between asterisks. */
  readonly text: string;
  /** The same in pieces: nothing in it is markup, whatever it looks like. */
  readonly parts: readonly TextPart[];
}

/** Characters that no text has: they are taken out before. */
const [BEGIN, END] = ['\u0001', '\u0002'];
const MARKS = `StartSel=${BEGIN},StopSel=${END}`;
/** Longer ones are cut to the passage that answers best. */
const WHOLE_CHARACTERS = 240;

/** Marks the asked words in each text; those without any of them come back undefined, in the same order. */
export async function markWords(
  database: Database,
  asked: string,
  texts: readonly string[],
): Promise<readonly (MarkedText | undefined)[]> {
  if (texts.length === 0) return [];
  const rows = await database.query<{ marked: string | null }>(
    `SELECT CASE WHEN to_tsvector('english', said) @@ $2::tsquery THEN ts_headline('english', said, $2::tsquery,
        CASE WHEN length(said) <= ${WHOLE_CHARACTERS} THEN '${MARKS},HighlightAll=true'
          ELSE '${MARKS},MaxFragments=1,MaxWords=30,MinWords=15' END) END AS marked
     FROM unnest($1::text[]) WITH ORDINALITY AS text (said, place) ORDER BY place`,
    [texts.map((text) => text.replaceAll(/[\0\u0001\u0002]/g, ' ')), asked],
  );
  return rows.map(({ marked }) => (marked?.includes(BEGIN) === true ? markedText(marked) : undefined));
}

/** A text in which nothing was asked for, cut where it gets long. */
export const unmarked = (text: string): MarkedText => {
  const shown = text.length <= WHOLE_CHARACTERS ? text : `${text.slice(0, WHOLE_CHARACTERS)}…`;
  return { text: shown, parts: [{ text: shown }] };
};

function markedText(marked: string): MarkedText {
  const parts = marked.split(BEGIN).flatMap((piece, place): TextPart[] => {
    if (place === 0) return [{ text: piece }];
    const [match = '', rest = ''] = piece.split(END);
    return [{ text: match, match: true }, { text: rest }];
  });
  return {
    text: parts.map(({ text, match }) => (match ? `*${text}*` : text)).join(''),
    parts: parts.filter(({ text }) => text !== ''),
  };
}
