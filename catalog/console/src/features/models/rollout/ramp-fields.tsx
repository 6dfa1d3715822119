import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FaultyEntry, StartEntries } from './start-entries.js';

const FIELDS = ['steps', 'minimumAnswers', 'minimumOutcomes', 'tolerance'] as const;

/** The rule by which a share grows. */
export function RampFields({
  entries,
  faults,
  onChange,
}: {
  entries: StartEntries;
  faults: readonly FaultyEntry[];
  onChange: (part: Partial<StartEntries>) => void;
}) {
  const { t } = useTranslation('rollout');
  return (
    <>
      {FIELDS.map((field) => (
        <TextInput
          key={field}
          label={t(`start.${field}`)}
          value={entries[field]}
          error={faults.includes(field) && t(`start.faults.${field}`)}
          onChange={({ currentTarget }) => onChange({ [field]: currentTarget.value })}
        />
      ))}
      <Checkbox
        label={t('start.promotes')}
        description={t('start.promotesHint')}
        checked={entries.promotes}
        onChange={({ currentTarget }) => onChange({ promotes: currentTarget.checked })}
      />
    </>
  );
}
