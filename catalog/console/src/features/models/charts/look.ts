/** How lines, axes and tooltips of charts look; every colour is a token of the scheme. */
export const LOOK = {
  grid: { stroke: 'var(--console-line)', strokeDasharray: '3 3' },
  axis: { stroke: 'var(--mantine-color-dimmed)', tickLine: false },
  /** Of the first line and the second. */
  lines: [{ stroke: 'var(--mantine-color-anchor)' }, { stroke: 'var(--console-warn-ink)', strokeDasharray: '6 4' }],
  reference: { stroke: 'var(--mantine-color-dimmed)', strokeDasharray: '2 4' },
  tooltip: {
    contentStyle: {
      background: 'var(--console-surface)',
      color: 'var(--mantine-color-text)',
      borderColor: 'var(--console-line)',
    },
    itemStyle: { color: 'var(--mantine-color-text)' },
    labelStyle: { color: 'var(--mantine-color-text)' },
  },
  margin: { top: 8, right: 16, bottom: 24, left: 8 },
} as const;

/** The marks of an axis from 0 to 1. */
export const SHARE_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** A share on such an axis. */
export const shareTick = (value: number): string => value.toFixed(1);
