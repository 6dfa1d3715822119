import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import classes from './badges.module.css';

/** How a badge speaks; each is legible in both schemes. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info';

/** A word with a ground of its own. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}

/** Whether a product answers now. */
export function PresenceBadge({ status }: { status: string }) {
  const { t } = useTranslation('design');
  return <Tag tone={status === 'away' ? 'warn' : 'good'}>{t(`presence.${status}`, { defaultValue: status })}</Tag>;
}

const LIFECYCLE_TONE: Readonly<Record<string, Tone>> = { draft: 'info', deprecated: 'warn', retired: 'bad' };

/** Where a product stands in its life; the ordinary (active) is not said. */
export function LifecycleBadge({ lifecycle }: { lifecycle: string | undefined }) {
  const { t } = useTranslation('design');
  if (lifecycle === undefined || lifecycle === 'active') return null;
  return (
    <Tag tone={LIFECYCLE_TONE[lifecycle] ?? 'plain'}>{t(`lifecycle.${lifecycle}`, { defaultValue: lifecycle })}</Tag>
  );
}

/** How sensitive the data are. */
export function SensitivityBadge({ sensitivity }: { sensitivity: string }) {
  const { t } = useTranslation('design');
  return (
    <Tag tone={sensitivity === 'phi' ? 'bad' : 'plain'}>
      {t(`sensitivity.${sensitivity}`, { defaultValue: sensitivity })}
    </Tag>
  );
}

/** The kind of a port. */
export function KindBadge({ kind }: { kind: string }) {
  const { t } = useTranslation('design');
  return <Tag tone="info">{t(`kind.${kind}`, { defaultValue: kind })}</Tag>;
}
