import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/index.js';
import type { FoundPage, Question } from './found.js';
import { moveInResults } from './result-focus.js';
import { ResultItem } from './result-item.js';
import classes from './search.module.css';

/** What was found, with how much and whether the words were understood otherwise. */
export function Results({
  pages,
  question,
  more,
  loadingMore,
  onMore,
  onChange,
}: {
  pages: readonly FoundPage[];
  question: Question;
  more: boolean;
  loadingMore: boolean;
  onMore: () => void;
  onChange: (changed: Question) => void;
}) {
  const { t } = useTranslation('search');
  const results = pages.flatMap((page) => page.results);
  const [first] = pages;
  const count = first?.total ?? 0;
  const narrowed = Object.keys(question).some((name) => name !== 'q');
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" role="status">
        {t(first?.isEstimate === true ? 'about' : 'count', { count })}
        {first?.corrected !== undefined && ` ${t('corrected', { corrected: first.corrected })}`}
        {first?.isPartial === true && ` ${t('partial')}`}
      </Text>
      {results.length === 0 ? (
        <EmptyState title={t('nothing')} hint={t(narrowed ? 'nothingNarrowed' : 'nothingHint')}>
          {narrowed && (
            <Anchor component="button" size="sm" onClick={() => onChange(withoutFacets(question))}>
              {t('withoutFilters')}
            </Anchor>
          )}
        </EmptyState>
      ) : (
        <ol className={classes.results} onKeyDown={moveInResults} aria-label={t('results')}>
          {results.map((product) => (
            <ResultItem key={product.id} product={product} />
          ))}
        </ol>
      )}
      {more && (
        <Button variant="default" loading={loadingMore} onClick={onMore} style={{ alignSelf: 'center' }}>
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}

/** The same question, narrowed by nothing. */
export const withoutFacets = (question: Question): Question =>
  Object.fromEntries(Object.entries(question).map(([name, value]) => [name, name === 'q' ? value : undefined]));
