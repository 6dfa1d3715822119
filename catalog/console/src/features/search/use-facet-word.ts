import { useTranslation } from 'react-i18next';
import { useDuration } from '../../design/index.js';
import type { Facet } from './found.js';

const WORDS: Readonly<Partial<Record<Facet, string>>> = {
  port: 'design:kind',
  sensitivity: 'design:sensitivity',
  lifecycle: 'design:lifecycle',
};

/** The readable word for a value of a facet. */
export function useFacetWord(): (facet: Facet, value: string) => string {
  const { t } = useTranslation(['search', 'design']);
  const duration = useDuration();
  return (facet, value) => {
    if (facet === 'freshness') return t('within', { duration: duration(value) });
    const words = WORDS[facet];
    return words === undefined ? value : t(`${words}.${value}`, { defaultValue: value });
  };
}
