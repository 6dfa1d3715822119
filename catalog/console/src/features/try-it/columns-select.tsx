import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../api/product.js';

/** Which columns to read; none chosen stands for all that the reader may see. */
export function ColumnsSelect({
  fields,
  value,
  error,
  onChange,
}: {
  fields: readonly Field[];
  value: readonly string[];
  error: string | undefined;
  onChange: (columns: string[]) => void;
}) {
  const { t } = useTranslation('try-it');
  return (
    <MultiSelect
      label={t('columns')}
      description={t('columnsHint')}
      placeholder={value.length === 0 ? t('allColumns') : undefined}
      data={fields.map(({ name }) => name)}
      value={[...value]}
      error={error}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clearColumns') }}
      comboboxProps={{ withinPortal: false }}
      onChange={onChange}
    />
  );
}
