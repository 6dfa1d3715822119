import type { ReactNode } from 'react';
import type { Tone } from './badges.js';
import classes from './notice.module.css';

/** Something that the reader must know before going on. */
export function Notice({ tone = 'warn', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <p className={classes.notice} data-tone={tone}>
      {children}
    </p>
  );
}
