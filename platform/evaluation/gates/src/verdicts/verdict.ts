import type { GateVerdict } from '@mesh/models';

type Figures = GateVerdict['figures'];

/** A gate that was passed. */
export const passed = (gate: string, reason: string, figures: Figures = {}): GateVerdict => ({
  gate,
  passed: true,
  reason,
  figures,
});

/** A gate that was not passed. */
export const failed = (gate: string, reason: string, figures: Figures = {}): GateVerdict => ({
  gate,
  passed: false,
  reason,
  figures,
});

/** A figure in a sentence, to three decimals. */
export const shown = (value: number): string => value.toFixed(3).replace(/^-(0\.000)$/, '$1');
