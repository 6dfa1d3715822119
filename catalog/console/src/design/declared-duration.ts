import { useTranslation } from 'react-i18next';

const PARTS = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|y)$/;

/** Puts a length of time as declarations write it into words: `5m` is 5 min. What is none is left as it is. */
export function useDuration(): (text: string) => string {
  const { t } = useTranslation('design');
  return (text) => {
    const [, count, unit] = PARTS.exec(text) ?? [];
    return unit === undefined ? text : t(`durations.${unit}`, { count: Number(count) });
  };
}
