import { ActionIcon, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useUnit } from '../../../design/index.js';
import type { Entering } from './entry-fields.js';
import { FieldHint } from './field-hint.js';
import type { FormField } from './form-model.js';

const UNIT_WIDTH = 74;

/** One field: its name, what it means, its unit and range, and what is wrong with the entry. */
export function EntryField({ field, entries, problems, onEnter }: { field: FormField } & Entering) {
  const { t } = useTranslation('try-it');
  const unit = useUnit(field.unit);
  const { pointer, name, kind, required } = field;
  const shared = {
    label: name,
    description: <FieldHint field={field} />,
    withAsterisk: required,
    'aria-required': required,
    error: problems[pointer],
    value: entries[pointer] ?? '',
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onEnter(pointer, currentTarget.value),
  };
  if (kind === 'choice') {
    const none = { value: '', label: t(required ? 'choose' : 'unknown') };
    const choices = (field.choices ?? []).map(({ entry, label }) => ({ value: entry, label }));
    return <NativeSelect {...shared} data={[none, ...choices]} />;
  }
  if (kind === 'json') return <Textarea {...shared} autosize minRows={2} maxRows={10} spellCheck={false} />;
  const placeholder = required ? undefined : t('unknown');
  if (kind === 'instant') {
    const now = (
      <ActionIcon
        variant="subtle"
        aria-label={t('now', { field: name })}
        onClick={() => onEnter(pointer, new Date().toISOString())}
      >
        <IconClock size={16} aria-hidden />
      </ActionIcon>
    );
    return <TextInput {...shared} placeholder={placeholder ?? t('instant')} rightSection={now} />;
  }
  return (
    <TextInput
      {...shared}
      placeholder={placeholder}
      inputMode={kind === 'text' ? 'text' : kind === 'integer' ? 'numeric' : 'decimal'}
      {...(unit !== undefined && {
        rightSection: <span aria-hidden>{unit}</span>,
        rightSectionWidth: UNIT_WIDTH,
        rightSectionProps: { style: { color: 'var(--mantine-color-dimmed)', fontSize: 13 } },
      })}
    />
  );
}
