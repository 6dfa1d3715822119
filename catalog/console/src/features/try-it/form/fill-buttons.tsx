import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { entriesOf, exampleEntries, type Entries } from './entries.js';
import type { FormField } from './form-model.js';

const MOST = 3;

/** Fills the form with synthetic documents, or empties it. */
export function FillButtons({
  fields,
  examples,
  onFill,
}: {
  fields: readonly FormField[];
  examples: readonly unknown[];
  onFill: (entries: Entries) => void;
}) {
  const { t } = useTranslation('try-it');
  const fillings = examples.slice(0, MOST).map((example) => entriesOf(fields, example));
  const made = Object.keys(exampleEntries(fields)).length > 0 ? [exampleEntries(fields)] : [];
  return (
    <Group gap="xs">
      {(fillings.length > 0 ? fillings : made).map((entries, index) => (
        <Button key={index} size="compact-sm" variant="default" onClick={() => onFill(entries)}>
          {t('example', { number: index + 1 })}
        </Button>
      ))}
      <Button size="compact-sm" variant="default" onClick={() => onFill({})}>
        {t('clear')}
      </Button>
    </Group>
  );
}
