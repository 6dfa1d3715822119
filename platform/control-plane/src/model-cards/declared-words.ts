/** Paragraphs that the owner of a model wrote, each with what it is about. */
export type DeclaredWords = readonly { readonly about: string; readonly text: string }[];

/** The sections of a card that words are written for. */
export interface WordsBySection {
  readonly use: DeclaredWords;
  readonly ethics: DeclaredWords;
  readonly caveats: DeclaredWords;
  readonly details: DeclaredWords;
}

const LEAD = /^\*\*(.{1,100}?)\.?\*\*\s*/;
const HEADING = /^#{2,6}\s+(.+)$/;

/** Sorts what is written beside a declaration, paragraphs that begin with a bold lead or stand below a heading, by section. */
export function wordsBySection(markdown: string): WordsBySection {
  const words = wordsOf(markdown);
  const isOf = {
    use: /\buse(s|rs)?\b/i,
    ethics: /\bethic/i,
    caveats: /\b(limit|caveat|recommend|warning)/i,
  };
  const sectionOf = (about: string) =>
    Object.entries(isOf).find(([, pattern]) => pattern.test(about))?.[0] ?? 'details';
  const of = (section: keyof WordsBySection) => words.filter(({ about }) => sectionOf(about) === section);
  return { use: of('use'), ethics: of('ethics'), caveats: of('caveats'), details: of('details') };
}

function wordsOf(markdown: string): DeclaredWords {
  let heading = '';
  return markdown
    .split(/\r?\n\s*\r?\n|(?<=^#[^\n]*)\r?\n/m)
    .map((block) => block.trim())
    .flatMap((block) => {
      if (block === '' || /^#\s/.test(block)) return [];
      const named = HEADING.exec(block)?.[1];
      if (named !== undefined) {
        heading = named.trim();
        return [];
      }
      const lead = LEAD.exec(block);
      const text = block.slice(lead?.[0].length ?? 0).trim();
      return text === '' ? [] : [{ about: lead?.[1] ?? heading, text }];
    });
}
