import { Group } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FACETS, type Question } from './found.js';
import classes from './search.module.css';
import { useFacetWord } from './use-facet-word.js';

/** What the results are narrowed by, each to be taken off again. */
export function ChosenFacets({ question, onChange }: { question: Question; onChange: (changed: Question) => void }) {
  const { t } = useTranslation('search');
  const word = useFacetWord();
  const chosen = FACETS.filter((facet) => question[facet] !== undefined);
  if (chosen.length === 0) return null;
  return (
    <Group gap="xs" mb="md" role="group" aria-label={t('chosen')}>
      {chosen.map((facet) => {
        const text = `${t(`facets.${facet}`)}: ${word(facet, question[facet]!)}`;
        return (
          <button
            key={facet}
            type="button"
            className={classes.chosen}
            aria-label={t('takeOff', { facet: text })}
            onClick={() => onChange({ [facet]: undefined })}
          >
            {text} <IconX size={14} aria-hidden />
          </button>
        );
      })}
    </Group>
  );
}
