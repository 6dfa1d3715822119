import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { countText, DataTable, shareText } from '../../../design/index.js';
import { decimals } from '../../../design/measure-text.js';
import { versionPage } from '../model-version.js';
import type { ArmResult, Rollout } from './rollout.js';

interface Arm extends Partial<ArmResult> {
  readonly arm: 'champion' | 'challenger' | 'shadow';
  readonly version: string;
  readonly share?: number;
}

/** Who answers which share, and what each arm did so far. */
export function ArmsTable({ model, rollout }: { model: string; rollout: Rollout }) {
  const { t } = useTranslation('rollout');
  const { champion, challenger, shadow, share, results } = rollout;
  const arms: readonly Arm[] = [
    { arm: 'champion', version: champion, share: 1 - share, ...results.champion },
    ...(challenger === undefined
      ? []
      : [{ arm: 'challenger' as const, version: challenger, share, ...results.challenger }]),
    ...(shadow === undefined
      ? []
      : [{ arm: 'shadow' as const, version: shadow, ...(results.shadow && { failed: results.shadow.failed }) }]),
  ];
  const count = (n: number | undefined) => n !== undefined && countText(n);
  return (
    <DataTable
      caption={t('arms.title')}
      rows={arms}
      keyOf={({ arm }) => arm}
      columns={[
        { key: 'arm', heading: t('arms.arm'), head: true, cell: ({ arm }) => t(`models:aliases.${arm}`) },
        {
          key: 'version',
          heading: t('arms.version'),
          cell: ({ version }) => <Link to={versionPage(model, version)}>{version}</Link>,
        },
        {
          key: 'share',
          heading: t('arms.share'),
          numeric: true,
          cell: (arm) => (arm.share === undefined ? t('arms.listens') : shareText(arm.share)),
        },
        { key: 'answered', heading: t('arms.answered'), numeric: true, cell: ({ answered }) => count(answered) },
        { key: 'failed', heading: t('arms.failed'), numeric: true, cell: ({ failed }) => count(failed) },
        { key: 'outcomes', heading: t('arms.outcomes'), numeric: true, cell: ({ outcomes }) => count(outcomes) },
        {
          key: 'loss',
          heading: t('arms.meanLoss'),
          numeric: true,
          cell: ({ meanLoss }) => meanLoss !== undefined && decimals(meanLoss),
        },
      ]}
    />
  );
}
