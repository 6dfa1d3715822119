import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { When } from '../../design/index.js';
import type { Agreement } from './agreement.js';
import { StatusTag } from './status-tag.js';
import classes from './access.module.css';

/** Who did what when, and why; the first step first. */
export function History({ changes }: Pick<Agreement, 'changes'>) {
  const { t } = useTranslation('access');
  return (
    <ol className={classes.history}>
      {changes.map(({ status, by, at, reason }) => (
        <li key={`${at} ${status}`}>
          <StatusTag status={status} />
          <div>
            <Text size="sm">
              {t('stepBy', { by })} <When at={at} />
            </Text>
            <Text size="sm" c="dimmed" className={classes.reason}>
              {reason}
            </Text>
          </div>
        </li>
      ))}
    </ol>
  );
}
