import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage } from '../../api/product.js';
import { EmptyState, Sheet, Tag, When, type Tone } from '../../design/index.js';
import type { Change } from './change.js';
import classes from './home.module.css';

const TONES: Readonly<Record<string, Tone>> = {
  registered: 'good',
  version: 'info',
  deprecated: 'warn',
  retired: 'bad',
  'rule-broken': 'bad',
  'rule-mended': 'good',
  'went-away': 'warn',
  'came-back': 'good',
};

/** Changes, one a line. */
export function ChangesList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation('home');
  if (changes.length === 0) return <EmptyState title={t('noChanges')} hint={t('noChangesHint')} />;
  return (
    <Sheet padded={false}>
      <ul className={classes.list}>
        {changes.map((change) => (
          <li key={change.id}>
            <Group gap="xs" justify="space-between">
              <Link to={productPage(change.product)}>{change.title}</Link>
              <Text size="xs" c="dimmed">
                <When at={change.at} />
              </Text>
            </Group>
            <Text size="sm">
              <Tag tone={TONES[change.kind] ?? 'plain'}>{t(`kinds.${change.kind}`, { defaultValue: change.kind })}</Tag>{' '}
              {change.summary}
            </Text>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
