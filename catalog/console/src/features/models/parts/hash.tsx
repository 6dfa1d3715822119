import { Code } from '@mantine/core';

const SHORT = 16;

/** The beginning of a hash; the whole stands in its title. */
export function Hash({ of }: { of: string }) {
  return <Code title={of}>{of.slice(0, SHORT)}</Code>;
}
