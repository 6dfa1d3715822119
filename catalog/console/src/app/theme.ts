import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Petrol: calm, and legible as text from its seventh shade on white. */
const petrol: MantineColorsTuple = [
  '#eff7f8',
  '#dcecef',
  '#b6d9df',
  '#8bc3cd',
  '#5fabb9',
  '#3a91a2',
  '#1f7688',
  '#135f70',
  '#0d4c5a',
  '#083944',
];

const slate: MantineColorsTuple = [
  '#f7f9fa',
  '#eef2f4',
  '#e1e7ea',
  '#cdd6db',
  '#aebac1',
  '#84949d',
  '#63737c',
  '#4a5962',
  '#34414a',
  '#222c33',
];

const night: MantineColorsTuple = [
  '#d5dde1',
  '#b3bfc6',
  '#98a6ae',
  '#5c6b74',
  '#3b4952',
  '#2d3941',
  '#212b32',
  '#182127',
  '#11181d',
  '#0b1014',
];

const SYSTEM = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif";
const SYSTEM_MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

/** The look of the console. */
export const theme = createTheme({
  colors: { petrol, gray: slate, dark: night },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: SYSTEM,
  fontFamilyMonospace: SYSTEM_MONO,
  headings: { fontFamily: SYSTEM, fontWeight: '650' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  black: '#172026',
});

/** Text colours with at least 4.5 : 1 on the backgrounds they stand on, in both schemes (WCAG 2.2, 1.4.3). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#51616b',
    '--mantine-color-placeholder': '#5d6d77',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#135f70',
  },
  dark: {
    '--mantine-color-dimmed': '#a3b1b9',
    '--mantine-color-placeholder': '#93a2ab',
    '--mantine-color-error': '#ff9f97',
    '--mantine-color-anchor': '#8bc3cd',
  },
});
