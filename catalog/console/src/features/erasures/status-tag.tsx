import { useTranslation } from 'react-i18next';
import { Tag } from '../../design/index.js';
import type { Erasure } from './erasure.js';

/** Whether somebody is forgotten by now. */
export function StatusTag({ status }: Pick<Erasure, 'status'>) {
  const { t } = useTranslation('erasures');
  return <Tag tone={status === 'erased' ? 'good' : 'warn'}>{t(`statuses.${status}`)}</Tag>;
}
