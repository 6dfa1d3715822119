import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '../../design/index.js';
import type { AgreementStatus } from './agreement.js';

const TONES: Readonly<Record<AgreementStatus, Tone>> = {
  requested: 'info',
  granted: 'good',
  refused: 'bad',
  withdrawn: 'warn',
  expired: 'plain',
};

/** How an agreement stands, in a word. */
export function StatusTag({ status }: { status: AgreementStatus }) {
  const { t } = useTranslation('access');
  return <Tag tone={TONES[status]}>{t(`statuses.${status}`)}</Tag>;
}
