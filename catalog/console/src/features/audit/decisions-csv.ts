import type { Decision } from './decision.js';

const COLUMNS = [
  'at',
  'caller',
  'port',
  'purpose',
  'permitted',
  'rule',
  'traceId',
] as const satisfies readonly (keyof Decision)[];

/** Decisions as CSV (RFC 4180). A text that a spreadsheet would take for a formula is made harmless by an apostrophe. */
export function decisionsCsv(decisions: readonly Decision[]): string {
  const lines = decisions.map((decision) => COLUMNS.map((column) => cell(String(decision[column] ?? ''))).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
