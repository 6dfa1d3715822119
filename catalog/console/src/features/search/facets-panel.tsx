import { Button, Collapse, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FacetGroup } from './facet-group.js';
import { FACETS, type FoundPage, type Question } from './found.js';
import classes from './search.module.css';

/** What the results can be narrowed by; folded on a phone. */
export function FacetsPanel({
  facets,
  question,
  onChange,
}: {
  facets: FoundPage['facets'] | undefined;
  question: Question;
  onChange: (changed: Question) => void;
}) {
  const { t } = useTranslation('search');
  const [open, { toggle }] = useDisclosure(false);
  if (facets === undefined) return null;
  const groups = (
    <Stack gap="lg">
      {FACETS.map((facet) => (
        <FacetGroup
          key={facet}
          facet={facet}
          values={facets[facet] ?? []}
          chosen={question[facet]}
          onChoose={(value) => onChange({ [facet]: value })}
        />
      ))}
    </Stack>
  );
  return (
    <section aria-label={t('filters')}>
      <Button
        hiddenFrom="md"
        fullWidth
        variant="default"
        aria-expanded={open}
        leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
        onClick={toggle}
      >
        {t('filters')}
      </Button>
      <div className={classes.wide}>{groups}</div>
      <div className={classes.narrow}>
        <Collapse expanded={open}>
          <div style={{ paddingTop: 16 }}>{open && groups}</div>
        </Collapse>
      </div>
    </section>
  );
}
