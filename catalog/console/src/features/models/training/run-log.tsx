import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemState, Section } from '../../../design/index.js';
import { useMay } from '../may-change.js';
import { hasEnded, type TrainingRun } from './run.js';
import classes from './training.module.css';
import { useRunLog } from './use-run-log.js';

const NEAR_END_PX = 40;

/** What the recipe says while it runs; the newest line stays in sight unless the reader has scrolled up. */
export function RunLog({ run }: { run: TrainingRun }) {
  const { t } = useTranslation('training');
  const mayRead = useMay('readLogs');
  const { lines, error } = useRunLog(run.runId, { isOpen: !hasEnded(run), when: mayRead });
  const box = useRef<HTMLPreElement>(null);
  const isFollowed = useRef(true);
  useEffect(() => {
    if (isFollowed.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  if (!mayRead) return null;
  return (
    <Section title={t('log.title')}>
      {error !== undefined && <ProblemState error={error} ask={false} />}
      {lines.length === 0 ? (
        <Text c="dimmed">{t(hasEnded(run) ? 'log.silent' : 'log.none')}</Text>
      ) : (
        <pre
          ref={box}
          role="log"
          tabIndex={0}
          aria-label={t('log.title')}
          className={classes.log}
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            isFollowed.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
          }}
        >
          {lines.join('\n')}
        </pre>
      )}
    </Section>
  );
}
