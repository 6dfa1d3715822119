import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemOf } from '../api/problem.js';
import { LoadingState } from './loading-state.js';
import { ProblemState } from './problem-state.js';

/** Shows a read in whatever state it is: on its way, failed, closed, or answered. */
export function QueryView<T>({
  read,
  loading = <LoadingState />,
  missing,
  ask,
  children,
}: {
  read: Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'refetch'>;
  loading?: ReactNode;
  /** Shown when the server has no such thing (404). */
  missing?: ReactNode;
  /** What access could be asked for; false where it goes by role. */
  ask?: { readonly product?: string; readonly port?: string } | false;
  children: (data: T) => ReactNode;
}) {
  if (read.data !== undefined) return children(read.data);
  if (read.isPending) return loading;
  if (missing !== undefined && problemOf(read.error).status === 404) return missing;
  return <ProblemState error={read.error} onRetry={() => void read.refetch()} ask={ask} />;
}
