import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { problemOf, ProblemError, traceOf, type Problem } from '../api/problem.js';
import { useSession } from '../session/use-session.js';
import { accessRequestPath } from './access-request-path.js';
import classes from './states.module.css';

/** Something that did not work, or is not open to the reader: what, why, and what to do. */
export function ProblemState({
  error,
  onRetry,
  ask,
}: {
  error: unknown;
  onRetry?: () => void;
  /** What access could be asked for; false where it goes by role and no owner could grant it. */
  ask?: { readonly product?: string; readonly port?: string } | false;
}) {
  const { t } = useTranslation('design');
  const { signedIn, signIn } = useSession();
  const problem = isProblem(error) ? error : problemOf(error);
  const trace = traceOf(problem);
  const needsSignIn = problem.status === 401 || (problem.status === 403 && !signedIn);
  const forbidden = problem.status === 403 && signedIn;
  const closed = needsSignIn || forbidden;
  const { title, detail: said } = wordsFor(
    problem,
    closed ? (forbidden ? 'forbidden' : 'unauthenticated') : undefined,
    t,
  );
  const detail = forbidden && ask === false ? t('forbidden.detail') : said;
  return (
    <div className={classes.problem} data-kind={closed ? 'closed' : 'broken'} role={closed ? undefined : 'alert'}>
      <Stack gap="xs" align="flex-start">
        <Text fw={600}>{title}</Text>
        {detail !== undefined && <Text size="sm">{detail}</Text>}
        <Group gap="sm">
          {needsSignIn && (
            <Button size="compact-sm" onClick={signIn}>
              {t('unauthenticated.signIn')}
            </Button>
          )}
          {forbidden && ask !== false && (
            <Button size="compact-sm" component={Link} to={accessRequestPath(ask)}>
              {t('forbidden.ask')}
            </Button>
          )}
          {onRetry !== undefined && !closed && (
            <Button size="compact-sm" variant="default" onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
        </Group>
        {(trace !== undefined || problem.code !== undefined) && (
          <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
            {problem.code !== undefined && (
              <>
                {t('code')} <Code>{problem.code}</Code>{' '}
              </>
            )}
            {trace !== undefined && (
              <>
                {t('trace')} <Code>{trace}</Code>
              </>
            )}
          </Text>
        )}
      </Stack>
    </div>
  );
}

const isProblem = (error: unknown): error is Problem =>
  !(error instanceof ProblemError) &&
  typeof error === 'object' &&
  error !== null &&
  'title' in error &&
  'status' in error;

function wordsFor(
  problem: Problem,
  closed: 'forbidden' | 'unauthenticated' | undefined,
  t: (key: string) => string,
): { title: string; detail: string | undefined } {
  if (closed !== undefined) return { title: t(`${closed}.title`), detail: problem.detail ?? t(`${closed}.detail`) };
  if (problem.title === 'NO_ANSWER') return { title: t('noAnswer.title'), detail: t('noAnswer.detail') };
  return { title: problem.title || t('error.title'), detail: problem.detail };
}
