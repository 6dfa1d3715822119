import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState, Sheet, When } from '../../design/index.js';
import classes from './home.module.css';
import type { WaitingForReader } from './use-waiting.js';

/** What waits, each line leading to where it is done. */
export function Waiting({ waiting: { toDecide, undecided, ending } }: { waiting: WaitingForReader }) {
  const { t } = useTranslation('home');
  const lines = [
    ...(toDecide.length > 0 ? [{ key: 'decide', text: t('toDecide', { count: toDecide.length }), at: undefined }] : []),
    ...(undecided.length > 0 ? [{ key: 'asked', text: t('asked', { count: undecided.length }), at: undefined }] : []),
    ...ending.map(({ id, product, port, until }) => ({ key: id, text: t('ending', { product, port }), at: until })),
  ];
  if (lines.length === 0) return <EmptyState title={t('nothingNeeded')} />;
  return (
    <Sheet padded={false}>
      <ul className={classes.list}>
        {lines.map(({ key, text, at }) => (
          <li key={key}>
            <Text size="sm">
              <Link to="/access/requests">{text}</Link>
              {at !== undefined && (
                <>
                  {' '}
                  <When at={at} />
                </>
              )}
            </Text>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
