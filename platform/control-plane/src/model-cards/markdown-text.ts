import type { CardFigure } from './figure.js';

const LONGEST = 2_000;
const SIGNIFICANT_DIGITS = 4;

/** Words from outside as one line of plain text: nothing in them is taken for markup, a cell's end or a link. */
export const said = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(/[\s\u0000-\u001f]+/g, ' ')
    .replace(/[\\`*_[\]|#~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .trim();

/** A table; empty without rows. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** A number for people: four significant digits, and whole numbers whole. */
export const shown = (value: number): string =>
  String(Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS)));

/** Figures with their intervals, the cases that they rest on, and where each is stored. */
export const figureTable = (figures: readonly CardFigure[]): string =>
  table(
    ['Figure', 'Value', '95 % interval', 'Cases', 'Stored at'],
    figures.map(({ name, value, low, high, n, from }) => [
      said(name),
      shown(value),
      low === undefined || high === undefined ? '' : `${shown(low)} to ${shown(high)}`,
      n === undefined ? '' : String(n),
      `\`${from}\``,
    ]),
  );
