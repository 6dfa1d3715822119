/** A part of a model card as it is shown. */
export interface CardBlock {
  readonly kind: 'heading' | 'paragraph' | 'list';
  /** The items of a list; one text otherwise. Parts between two asterisks stand out. */
  readonly texts: readonly (readonly { readonly text: string; readonly strong: boolean }[])[];
}

/** Reads the little Markdown that model cards are written in: headings, paragraphs, lists, bold; anything else stays text. */
export function cardBlocks(markdown: string): readonly CardBlock[] {
  return markdown
    .split(/\r?\n\s*\r?\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => {
      const lines = block.split(/\r?\n/);
      if (lines.every((line) => /^[-*] /.test(line)))
        return { kind: 'list' as const, texts: lines.map((line) => spans(line.slice(2))) };
      const heading = /^#{1,6} (.*)$/.exec(block);
      if (heading !== null && lines.length === 1) return { kind: 'heading' as const, texts: [spans(heading[1] ?? '')] };
      return { kind: 'paragraph' as const, texts: [spans(lines.join(' '))] };
    });
}

const spans = (text: string): readonly { readonly text: string; readonly strong: boolean }[] =>
  text
    .split(/\*\*(.+?)\*\*/)
    .map((part, place) => ({ text: part, strong: place % 2 === 1 }))
    .filter((part) => part.text !== '');
