import { Skeleton, Stack } from '@mantine/core';
import { LoadingState } from '../../design/index.js';
import classes from './search.module.css';

const ROWS = 3;

/** Results on their way. */
export function ResultsSkeleton() {
  return (
    <Stack gap="md">
      <LoadingState lines={1} height={14} />
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row} className={classes.result} aria-hidden>
          <Skeleton height={20} width="40%" mb="xs" />
          <Skeleton height={14} mb={6} />
          <Skeleton height={14} width="70%" />
        </div>
      ))}
    </Stack>
  );
}
