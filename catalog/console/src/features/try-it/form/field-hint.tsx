import { useTranslation } from 'react-i18next';
import { Tag, useUnit } from '../../../design/index.js';
import type { FormField } from './form-model.js';

/** What a field means, its range with the unit, an example, and that it is personal. */
export function FieldHint({ field }: { field: FormField }) {
  const { t } = useTranslation('try-it');
  const unit = useUnit(field.unit) ?? '';
  const { meaning, min, max, examples, personal, kind } = field;
  const range = rangeKey(min, max);
  const example = kind === 'choice' ? undefined : examples[0];
  const words = [
    meaning,
    range && t(`range.${range}`, { min, max, unit }).trim(),
    range === undefined && unit !== '' ? unit : undefined,
    example === undefined
      ? undefined
      : t('forExample', { example: typeof example === 'string' ? example : JSON.stringify(example) }),
  ].filter((word) => word !== undefined && word !== '');
  return (
    <>
      {words.join(' · ')} {personal && <Tag tone="warn">{t('personal')}</Tag>}
    </>
  );
}

function rangeKey(min: number | undefined, max: number | undefined): 'both' | 'least' | 'most' | undefined {
  if (min !== undefined && max !== undefined) return 'both';
  if (min !== undefined) return 'least';
  return max === undefined ? undefined : 'most';
}
