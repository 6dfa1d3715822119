import { cardBlocks } from './card-blocks.js';

describe('given a model card', () => {
  it('reads headings, paragraphs, lists and what stands out', () => {
    expect(cardBlocks('# Risk\n\n**For** whom: all\nof them.\n\n- one\n- **two**\n')).toEqual([
      { kind: 'heading', texts: [[{ text: 'Risk', strong: false }]] },
      {
        kind: 'paragraph',
        texts: [
          [
            { text: 'For', strong: true },
            { text: ' whom: all of them.', strong: false },
          ],
        ],
      },
      { kind: 'list', texts: [[{ text: 'one', strong: false }], [{ text: 'two', strong: true }]] },
    ]);
  });

  it('leaves markup that it does not know as text', () => {
    expect(cardBlocks('<script>alert(1)</script> **open')).toEqual([
      { kind: 'paragraph', texts: [[{ text: '<script>alert(1)</script> **open', strong: false }]] },
    ]);
    expect(cardBlocks(' \n\n ')).toEqual([]);
  });
});
