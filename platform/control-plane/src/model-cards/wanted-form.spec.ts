import { wantsMarkdown } from './wanted-form.js';

it.each([
  [undefined, false],
  ['*/*', false],
  ['application/json', false],
  ['text/markdown', true],
  ['Text/Markdown; charset=utf-8', true],
  ['text/html, text/markdown;q=0.9, */*;q=0.1', true],
  ['text/markdown;q=0.2, application/json', false],
  ['text/markdown;q=0, */*', false],
])('given Accept: %s, prefers Markdown: %s', (accept, expected) => {
  expect(wantsMarkdown(accept)).toBe(expected);
});
