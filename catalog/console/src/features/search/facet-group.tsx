import { useDisclosure } from '@mantine/hooks';
import { Anchor, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Facet, FacetValue } from './found.js';
import classes from './search.module.css';
import { useFacetWord } from './use-facet-word.js';

const FEW = 6;

/** The values of one facet with how many products each has; pressing the chosen one again lets it go. */
export function FacetGroup({
  facet,
  values,
  chosen,
  onChoose,
}: {
  facet: Facet;
  values: readonly FacetValue[];
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
}) {
  const { t } = useTranslation('search');
  const word = useFacetWord();
  const [all, { toggle }] = useDisclosure(false);
  if (values.length === 0) return null;
  return (
    <fieldset className={classes.facet}>
      <legend>{t(`facets.${facet}`)}</legend>
      {(all ? values : values.slice(0, FEW)).map(({ value, count }) => (
        <button
          key={value}
          type="button"
          className={classes.value}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value === chosen ? undefined : value)}
        >
          <span>{word(facet, value)}</span>
          <span className={classes.count} aria-hidden>
            {count}
          </span>
          <VisuallyHidden>{t('products', { count })}</VisuallyHidden>
        </button>
      ))}
      {values.length > FEW && (
        <Anchor component="button" type="button" size="xs" aria-expanded={all} onClick={toggle}>
          {all ? t('fewer') : t('all', { count: values.length })}
        </Anchor>
      )}
    </fieldset>
  );
}
